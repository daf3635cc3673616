#include <array>
#include <utility>

#include "sql/tree.h"

namespace migcheck::sql {

namespace {

// The grammar hands out the fields of an interval as a mask. Source: the bits of YEAR, MONTH, DAY,
// HOUR, MINUTE and SECOND in PostgreSQL's src/include/utils/datetime.h.
constexpr int month = 1 << 1, year = 1 << 2, day = 1 << 3, hour = 1 << 10, minute = 1 << 11,
              second = 1 << 12;

constexpr std::array<std::pair<int, std::string_view>, 13> interval_masks = {{
    {year, "year"},
    {month, "month"},
    {day, "day"},
    {hour, "hour"},
    {minute, "minute"},
    {second, "second"},
    {year | month, "year to month"},
    {day | hour, "day to hour"},
    {day | hour | minute, "day to minute"},
    {day | hour | minute | second, "day to second"},
    {hour | minute, "hour to minute"},
    {hour | minute | second, "hour to second"},
    {minute | second, "minute to second"},
}};

std::string modifier_of(const Node* node) {
  if (node->node_case == PG_QUERY__NODE__NODE_A_CONST) return constant_of(node->a_const);
  if (node->node_case == PG_QUERY__NODE__NODE_COLUMN_REF && node->column_ref->n_fields == 1) {
    return string_of(node->column_ref->fields[0]);
  }
  return {};
}

void take_interval_fields(TypeName& type) {
  if (type.modifiers.empty()) return;
  for (const auto& [mask, fields] : interval_masks) {
    if (type.modifiers.front() == std::to_string(mask)) type.interval_fields = fields;
  }
  type.modifiers.erase(type.modifiers.begin());
}

}  // namespace

std::string constant_of(const PgQuery__AConst* value) {
  switch (value->val_case) {
    case PG_QUERY__A__CONST__VAL_IVAL:
      return std::to_string(value->ival->ival);
    case PG_QUERY__A__CONST__VAL_FVAL:
      return text_of(value->fval->fval);
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      return value->boolval->boolval ? "true" : "false";
    case PG_QUERY__A__CONST__VAL_SVAL:
      return text_of(value->sval->sval);
    case PG_QUERY__A__CONST__VAL_BSVAL:
      return text_of(value->bsval->bsval);
    default:
      return {};
  }
}

TypeName type_of(const PgQuery__TypeName* type) {
  TypeName made;
  if (type == nullptr) return made;
  std::span<Node* const> names = MIGCHECK_LIST(type, names);
  if (type->pct_type && names.size() > 1) {
    made.column = string_of(names.back());
    names = names.first(names.size() - 1);
  }
  made.name = name_of(names);
  made.set_of = type->setof;
  made.array_dimensions = static_cast<int>(type->n_array_bounds);
  for (const Node* node : MIGCHECK_LIST(type, typmods)) made.modifiers.push_back(modifier_of(node));
  if (made.name.schema == "pg_catalog") {
    made.name.schema.clear();
    if (made.name.name == "interval") take_interval_fields(made);
  }
  return made;
}

}  // namespace migcheck::sql
