#include "dialect/alembic/sqlalchemy/sql_functions.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "dialect/alembic/sqlalchemy/arguments.h"
#include "dialect/alembic/sqlalchemy/literal.h"
#include "dialect/alembic/sqlalchemy/refusal.h"

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

// Functions that are written without parentheses, in capitals.
constexpr auto ansi_functions = std::to_array<std::string_view>(
    {"current_date", "current_time", "current_timestamp", "current_user", "localtime",
     "localtimestamp", "session_user", "user"});

// Functions that SQLAlchemy knows, by which it finds them in any case.
constexpr auto known_functions = std::to_array<std::string_view>({"akeys",
                                                                  "array_agg",
                                                                  "avals",
                                                                  "char_length",
                                                                  "coalesce",
                                                                  "concat",
                                                                  "count",
                                                                  "cume_dist",
                                                                  "defined",
                                                                  "delete",
                                                                  "dense_rank",
                                                                  "hstore",
                                                                  "hstore_to_array",
                                                                  "hstore_to_matrix",
                                                                  "max",
                                                                  "min",
                                                                  "mode",
                                                                  "now",
                                                                  "percent_rank",
                                                                  "percentile_cont",
                                                                  "percentile_disc",
                                                                  "phraseto_tsquery",
                                                                  "plainto_tsquery",
                                                                  "random",
                                                                  "rank",
                                                                  "slice",
                                                                  "sum",
                                                                  "sysdate",
                                                                  "to_tsquery",
                                                                  "to_tsvector",
                                                                  "ts_headline",
                                                                  "websearch_to_tsquery"});

// Those that it writes in another way.
constexpr std::array<std::pair<std::string_view, std::string_view>, 4> renamed_functions = {
    {{"aggregate_strings", "string_agg"},
     {"cube", "CUBE"},
     {"grouping_sets", "GROUPING SETS"},
     {"rollup", "ROLLUP"}}};

constexpr auto timestamp_functions =
    std::to_array<std::string_view>({"current_timestamp", "localtimestamp", "now"});

constexpr auto argument_typed_functions =
    std::to_array<std::string_view>({"coalesce", "max", "min", "sum"});

template <std::size_t size>
bool contains(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

TypePtr function_type(std::string_view name, const std::vector<Fragment>& arguments) {
  if (contains(timestamp_functions, name)) return type_of_sql("TIMESTAMP WITH TIME ZONE");
  if (name == "count" || name == "char_length") return type_of_sql("INTEGER");
  if (name == "concat") return type_of_sql("VARCHAR");
  if (!contains(argument_typed_functions, name) || arguments.empty()) return null_type();
  const Fragment& first = arguments.front();
  return first.literal && first.type->is_null() ? type_of_value(*first.literal) : first.type;
}

// Each part of a function's name is quoted only where its characters ask for it.
std::string quoted_function(const std::string& name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '$' || c == '.';
  });
  return plain ? name : quote(Name{name, Name::Quoting::always});
}

std::string substring_sql(const std::vector<std::string>& parts) {
  if (parts.size() < 2) refuse("sa.func.substring needs a start");
  const std::string length = parts.size() > 2 ? " FOR " + parts[2] : "";
  return "SUBSTRING(" + parts[0] + " FROM " + parts[1] + length + ")";
}

std::string function_sql(const std::string& name, const std::vector<std::string>& parts) {
  const std::string lower = to_lower(name);
  if (contains(ansi_functions, lower) && parts.empty()) {
    std::string upper = lower;
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
      return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    });
    return upper;
  }
  if (lower == "substring") return substring_sql(parts);
  for (const auto& [name_of_sqlalchemy, sql] : renamed_functions) {
    if (lower == name_of_sqlalchemy) return std::string(sql) + "(" + join(parts, ", ") + ")";
  }
  if (lower == "count" && parts.empty()) return "count(*)";
  const std::string written = contains(known_functions, lower) ? lower : quoted_function(name);
  return written + "(" + join(parts, ", ") + ")";
}

// The values of the arguments, and their SQL in the list.
struct FunctionArguments {
  std::vector<Fragment> fragments;
  std::vector<std::string> parts;
};

FunctionArguments function_arguments(const External& call, const Scope& scope) {
  const Operator comma = find_operator(",");
  FunctionArguments result;
  for (const python::Argument& argument : call.arguments) {
    if (!argument.keyword.empty()) continue;
    if (argument.value.sequence()) {
      refuse_value(argument.value, scope.label, "an argument of a SQL function");
    }
    result.fragments.push_back(build(argument.value, scope));
    result.parts.push_back(render_below(result.fragments.back(), comma, *null_type(), scope));
  }
  return result;
}

}  // namespace

std::string sql_function_name(const External& call) {
  const std::string dotted = call.dotted_name();
  if (!dotted.starts_with("sqlalchemy.")) return {};
  for (const std::string_view generator : {".func.", "sqlalchemy.sql.functions."}) {
    const std::size_t at = dotted.rfind(generator);
    if (at != std::string::npos) return dotted.substr(at + generator.size());
  }
  return {};
}

Fragment next_value(const Value& sequence) {
  const Arguments arguments(call_arguments(sequence),
                            {"sa.Sequence", "name", "schema", Signature::Others::ignored});
  Fragment result;
  result.sql = "nextval('" +
               quote_qualified(arguments.optional_name("schema"), arguments.name("name")) + "')";
  result.anonymous_name = "next_value";
  result.type = type_of_sql("INTEGER");
  return result;
}

Fragment build_sql_function(const External& call, const std::string& name, const Scope& scope) {
  const std::string last = name.substr(name.rfind('.') + 1);
  if (last == "next_value" && call.arguments.size() == 1 &&
      is_sequence(call.arguments.front().value)) {
    return next_value(call.arguments.front().value);
  }
  const auto [arguments, parts] = function_arguments(call, scope);
  Fragment result;
  result.sql = function_sql(name, parts);
  result.type = function_type(to_lower(last), arguments);
  for (const python::Argument& argument : call.arguments) {
    if (argument.keyword == "type_")
      result.type = lower_type(argument.value, scope.label, scope.options);
  }
  result.anonymous_name = contains(known_functions, to_lower(last)) ? to_lower(last) : last;
  for (const Fragment& argument : arguments) add_tables(result.tables, argument.tables);
  return result;
}

}  // namespace migcheck::alembic
