#include "dialect/alembic/sqlalchemy/query.h"

#include <algorithm>
#include <array>

#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/select.h"

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

constexpr auto select_methods = std::to_array<std::string_view>({"add_columns",
                                                                 "as_scalar",
                                                                 "column",
                                                                 "correlate",
                                                                 "distinct",
                                                                 "execution_options",
                                                                 "filter",
                                                                 "filter_by",
                                                                 "group_by",
                                                                 "having",
                                                                 "join",
                                                                 "join_from",
                                                                 "limit",
                                                                 "offset",
                                                                 "order_by",
                                                                 "outerjoin",
                                                                 "scalar_subquery",
                                                                 "select_from",
                                                                 "where",
                                                                 "with_for_update",
                                                                 "with_only_columns"});

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> compounds = {
    {{"except_", " EXCEPT "},
     {"except_all", " EXCEPT ALL "},
     {"intersect", " INTERSECT "},
     {"intersect_all", " INTERSECT ALL "},
     {"union", " UNION "},
     {"union_all", " UNION ALL "}}};

std::string_view compound_operator(std::string_view name) {
  for (const auto& [known, sql] : compounds) {
    if (known == name) return sql;
  }
  return {};
}

// sa.union(…) and a.union(…), whose operands are the arguments and what comes before.
Start start_of_compound(std::string_view op, std::size_t next_step,
                        std::span<const python::Argument> arguments) {
  Start start{true, next_step, nullptr, op, {}};
  for (const python::Argument& argument : arguments) start.operands.push_back(argument.value);
  if (start.operands.empty()) refuse("a union of nothing");
  return start;
}

bool is_select_method(std::string_view method) {
  return std::find(select_methods.begin(), select_methods.end(), method) != select_methods.end();
}

bool has_only_select_methods(const Chain& chain, const Start& start) {
  return std::all_of(chain.steps.begin() + static_cast<std::ptrdiff_t>(start.next_step),
                     chain.steps.end(),
                     [](const Chain::Step& step) { return is_select_method(step.method); });
}

}  // namespace

const Value& receiver(const External& call) {
  return call.operands.front().external()->operands.front();
}

Start find_start(const Chain& chain) {
  for (std::size_t i = chain.steps.size(); i > 0; --i) {
    const Chain::Step& step = chain.steps[i - 1];
    if (step.method == "select") return {true, i, &receiver(*step.call), {}, {}};
    const std::string_view op = compound_operator(step.method);
    if (op.empty() || !is_select(receiver(*step.call))) continue;
    std::vector<python::Argument> operands = {{"", receiver(*step.call)}};
    operands.insert(operands.end(), step.call->arguments.begin(), step.call->arguments.end());
    return start_of_compound(op, i, operands);
  }
  const std::string_view construct = construct_name(*chain.base);
  const auto arguments = call_arguments(*chain.base);
  const std::string_view op = compound_operator(construct);
  if (!op.empty() && !arguments.empty()) return start_of_compound(op, 0, arguments);
  const bool starts = (construct == "select" && !arguments.empty()) || construct == "exists";
  return {starts, 0, nullptr, {}, {}};
}

bool is_select(const Value& value) {
  if (!value.external()) return false;
  const Chain chain = unwind(value);
  const Start start = find_start(chain);
  if (!start.found) return false;
  if (construct_name(*chain.base) == "exists") return false;
  return has_only_select_methods(chain, start);
}

bool is_exists(const Value& value) {
  if (!value.external()) return false;
  const Chain chain = unwind(value);
  return construct_name(*chain.base) == "exists" &&
         has_only_select_methods(chain, find_start(chain));
}

std::string exists_sql(const Value& exists, const Scope& scope) {
  const Chain chain = unwind(exists);
  const auto arguments = call_arguments(*chain.base);
  if (chain.steps.empty() && arguments.size() == 1 && is_select(arguments.front().value)) {
    return select_sql(arguments.front().value, scope);
  }
  return Select(exists, scope).sql(Labels::where_needed);
}

std::string select_sql(const Value& select, const Scope& scope, Labels labels) {
  return Select(select, scope).sql(labels);
}

std::vector<ReferencedColumn> selected_columns(const Value& select, const Scope& scope) {
  return Select(select, scope).columns();
}

}  // namespace migcheck::alembic
