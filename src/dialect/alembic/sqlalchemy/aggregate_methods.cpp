#include <utility>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/method_call.h"

namespace migcheck::alembic {

using python::Value;

namespace {

Fragment window_subject(const MethodCall& method) {
  Fragment result = method.subject();
  result.anonymous_name = "anon";
  return result;
}

// "a, b" of one expression or a list of them; the tables that they name go to `result`.
std::string expressions(const Value& value, const Scope& scope, Fragment& result) {
  std::vector<std::string> parts;
  for (const Value& item : value.sequence() ? value.sequence()->items : python::Values{value}) {
    const Fragment column = build(item, scope);
    parts.push_back(render(column, scope));
    add_tables(result.tables, column.tables);
  }
  return join(parts, ", ");
}

// One end of ROWS BETWEEN … AND …; `unbounded` is what None stands for.
std::string frame_end(const Value& value, std::string_view unbounded, std::string_view label) {
  if (value.is_none()) return std::string(unbounded);
  const long long offset = as_integer(value, label);
  if (offset == 0) return "CURRENT ROW";
  return offset < 0 ? std::to_string(-offset) + " PRECEDING"
                    : std::to_string(offset) + " FOLLOWING";
}

// " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW"; empty if there is no frame.
std::string frame(const Arguments& arguments) {
  for (const auto& [parameter, word] :
       {std::pair{"range_", " RANGE BETWEEN "}, std::pair{"rows", " ROWS BETWEEN "},
        std::pair{"groups", " GROUPS BETWEEN "}}) {
    if (!arguments.has(parameter)) continue;
    const std::string label = arguments.label(parameter);
    const auto ends = arguments.list(parameter);
    if (ends.size() != 2) refuse(label + " is not a pair");
    return word + frame_end(ends[0], "UNBOUNDED PRECEDING", label) + " AND " +
           frame_end(ends[1], "UNBOUNDED FOLLOWING", label);
  }
  return {};
}

}  // namespace

Fragment over_method(const MethodCall& method) {
  const Arguments arguments(method.call.arguments,
                            {"over", "", "partition_by order_by rows range_ groups"});
  Fragment result = window_subject(method);
  std::vector<std::string> parts;
  for (const auto& [parameter, sql] :
       {std::pair{"partition_by", "PARTITION BY "}, std::pair{"order_by", "ORDER BY "}}) {
    if (!arguments.has(parameter)) continue;
    parts.push_back(sql + expressions(arguments.at(parameter), method.scope, result));
  }
  result.sql += " OVER (" + join(parts, " ") + frame(arguments) + ")";
  return result;
}

Fragment filter_method(const MethodCall& method) {
  Fragment result = window_subject(method);
  std::vector<Fragment> conditions;
  for (const python::Argument& argument : method.call.arguments) {
    conditions.push_back(build(argument.value, method.scope));
  }
  const Fragment all = conditions.size() == 1
                           ? conditions.front()
                           : conjunction(std::move(conditions), "AND", method.scope);
  result.sql += " FILTER (WHERE " + render(all, method.scope) + ")";
  add_tables(result.tables, all.tables);
  return result;
}

Fragment within_group_method(const MethodCall& method) {
  Fragment result = window_subject(method);
  std::vector<std::string> parts;
  for (const python::Argument& argument : method.call.arguments) {
    parts.push_back(expressions(argument.value, method.scope, result));
  }
  result.sql += " WITHIN GROUP (ORDER BY " + join(parts, ", ") + ")";
  return result;
}

}  // namespace migcheck::alembic
