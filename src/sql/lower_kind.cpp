#include "sql/lower.h"

namespace migcheck::sql {

namespace {

struct Row {
  PgQuery__ObjectType type;
  ObjectKind kind;
};

constexpr Row rows[] = {
    {PG_QUERY__OBJECT_TYPE__OBJECT_ACCESS_METHOD, ObjectKind::access_method},
    {PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE, ObjectKind::function},
    {PG_QUERY__OBJECT_TYPE__OBJECT_ATTRIBUTE, ObjectKind::attribute},
    {PG_QUERY__OBJECT_TYPE__OBJECT_CAST, ObjectKind::cast},
    {PG_QUERY__OBJECT_TYPE__OBJECT_COLLATION, ObjectKind::collation},
    {PG_QUERY__OBJECT_TYPE__OBJECT_COLUMN, ObjectKind::column},
    {PG_QUERY__OBJECT_TYPE__OBJECT_CONVERSION, ObjectKind::conversion},
    {PG_QUERY__OBJECT_TYPE__OBJECT_DATABASE, ObjectKind::database},
    {PG_QUERY__OBJECT_TYPE__OBJECT_DOMAIN, ObjectKind::domain},
    {PG_QUERY__OBJECT_TYPE__OBJECT_DOMCONSTRAINT, ObjectKind::domain_constraint},
    {PG_QUERY__OBJECT_TYPE__OBJECT_EVENT_TRIGGER, ObjectKind::event_trigger},
    {PG_QUERY__OBJECT_TYPE__OBJECT_EXTENSION, ObjectKind::extension},
    {PG_QUERY__OBJECT_TYPE__OBJECT_FDW, ObjectKind::foreign_data_wrapper},
    {PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_SERVER, ObjectKind::foreign_server},
    {PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE, ObjectKind::foreign_table},
    {PG_QUERY__OBJECT_TYPE__OBJECT_FUNCTION, ObjectKind::function},
    {PG_QUERY__OBJECT_TYPE__OBJECT_INDEX, ObjectKind::index},
    {PG_QUERY__OBJECT_TYPE__OBJECT_LANGUAGE, ObjectKind::language},
    {PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW, ObjectKind::materialized_view},
    {PG_QUERY__OBJECT_TYPE__OBJECT_OPCLASS, ObjectKind::operator_class},
    {PG_QUERY__OBJECT_TYPE__OBJECT_OPERATOR, ObjectKind::operator_},
    {PG_QUERY__OBJECT_TYPE__OBJECT_OPFAMILY, ObjectKind::operator_family},
    {PG_QUERY__OBJECT_TYPE__OBJECT_POLICY, ObjectKind::policy},
    {PG_QUERY__OBJECT_TYPE__OBJECT_PROCEDURE, ObjectKind::function},
    {PG_QUERY__OBJECT_TYPE__OBJECT_PUBLICATION, ObjectKind::publication},
    {PG_QUERY__OBJECT_TYPE__OBJECT_ROLE, ObjectKind::role},
    {PG_QUERY__OBJECT_TYPE__OBJECT_ROUTINE, ObjectKind::function},
    {PG_QUERY__OBJECT_TYPE__OBJECT_RULE, ObjectKind::rule},
    {PG_QUERY__OBJECT_TYPE__OBJECT_SCHEMA, ObjectKind::schema},
    {PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE, ObjectKind::sequence},
    {PG_QUERY__OBJECT_TYPE__OBJECT_STATISTIC_EXT, ObjectKind::statistics},
    {PG_QUERY__OBJECT_TYPE__OBJECT_SUBSCRIPTION, ObjectKind::subscription},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TABCONSTRAINT, ObjectKind::constraint},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TABLE, ObjectKind::table},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TABLESPACE, ObjectKind::tablespace},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TRANSFORM, ObjectKind::transform},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TRIGGER, ObjectKind::trigger},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TSCONFIGURATION, ObjectKind::text_search_configuration},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TSDICTIONARY, ObjectKind::text_search_dictionary},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TSPARSER, ObjectKind::text_search_parser},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TSTEMPLATE, ObjectKind::text_search_template},
    {PG_QUERY__OBJECT_TYPE__OBJECT_TYPE, ObjectKind::type},
    {PG_QUERY__OBJECT_TYPE__OBJECT_USER_MAPPING, ObjectKind::user_mapping},
    {PG_QUERY__OBJECT_TYPE__OBJECT_VIEW, ObjectKind::view},
};

bool is_part_of_table(ObjectKind kind) {
  return kind == ObjectKind::trigger || kind == ObjectKind::policy || kind == ObjectKind::rule ||
         kind == ObjectKind::constraint || kind == ObjectKind::column ||
         kind == ObjectKind::domain_constraint;
}

TypeName type_in(const Node* node) {
  if (node == nullptr) return {};
  if (node->node_case == PG_QUERY__NODE__NODE_FUNCTION_PARAMETER) {
    return type_of(node->function_parameter->arg_type);
  }
  return node->node_case == PG_QUERY__NODE__NODE_TYPE_NAME ? type_of(node->type_name) : TypeName{};
}

std::vector<TypeName> types_in(std::span<Node* const> nodes) {
  std::vector<TypeName> types;
  for (const Node* node : nodes) types.push_back(type_in(node));
  return types;
}

// A routine or operator with the types of its arguments.
ObjectRef with_arguments(const PgQuery__ObjectWithArgs* object) {
  ObjectRef ref{name_of(MIGCHECK_LIST(object, objname)), {}};
  if (!object->args_unspecified) ref.arguments = types_in(MIGCHECK_LIST(object, objargs));
  return ref;
}

ObjectRef of_parts(ObjectKind kind, std::span<Node* const> parts) {
  if (parts.empty()) return {};
  switch (kind) {
    case ObjectKind::cast:
      return {{}, {}, types_in(parts)};
    case ObjectKind::transform:
      return {{}, string_of(parts.back()), types_in(parts.first(parts.size() - 1))};
    case ObjectKind::operator_class:
    case ObjectKind::operator_family:  // the access method stands first
      return {name_of(parts.subspan(1)), string_of(parts.front())};
    case ObjectKind::domain_constraint:
      return {name_of(parts.front()), string_of(parts.back())};
    default:
      break;
  }
  if (!is_part_of_table(kind)) return {name_of(parts), {}};
  return {name_of(parts.first(parts.size() - 1)), string_of(parts.back())};
}

}  // namespace

const char* to_string(ObjectKind kind) {
  static const char* const names[] = {"table",
                                      "foreign table",
                                      "view",
                                      "materialized view",
                                      "index",
                                      "sequence",
                                      "column",
                                      "constraint",
                                      "domain constraint",
                                      "type",
                                      "domain",
                                      "attribute",
                                      "schema",
                                      "function",
                                      "trigger",
                                      "policy",
                                      "rule",
                                      "extension",
                                      "statistics",
                                      "publication",
                                      "subscription",
                                      "collation",
                                      "conversion",
                                      "cast",
                                      "operator",
                                      "operator class",
                                      "operator family",
                                      "text search configuration",
                                      "text search dictionary",
                                      "text search parser",
                                      "text search template",
                                      "server",
                                      "foreign-data wrapper",
                                      "user mapping",
                                      "language",
                                      "access method",
                                      "event trigger",
                                      "transform",
                                      "role",
                                      "database",
                                      "tablespace",
                                      "default privileges",
                                      "object"};
  return names[static_cast<std::size_t>(kind)];
}

ObjectKind lower_kind(PgQuery__ObjectType type) {
  for (const Row& row : rows) {
    if (row.type == type) return row.kind;
  }
  return ObjectKind::other;
}

// [schema.]table.part for what belongs to a table, else [schema.]name.
ObjectRef lower_object(ObjectKind kind, const Node* node) {
  if (node == nullptr) return {};
  if (node->node_case == PG_QUERY__NODE__NODE_LIST) {
    return of_parts(kind, MIGCHECK_LIST(node->list, items));
  }
  if (node->node_case == PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS) {
    return with_arguments(node->object_with_args);
  }
  return {name_of(node), {}};
}

}  // namespace migcheck::sql
