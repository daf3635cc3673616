#include "sql/lower.h"

// Types, domains and sequences.
namespace migcheck::sql {

namespace {

CreateType create_enum(const PgQuery__CreateEnumStmt* statement) {
  return {name_of(MIGCHECK_LIST(statement, type_name)), CreateType::Kind::enumeration,
          strings_of(MIGCHECK_LIST(statement, vals))};
}

AlterEnum alter_enum(const PgQuery__AlterEnumStmt* statement) {
  return {name_of(MIGCHECK_LIST(statement, type_name)),
          text_of(statement->new_val),
          text_of(statement->old_val),
          statement->skip_if_new_val_exists != 0,
          text_of(statement->new_val_neighbor),
          statement->new_val_is_after != 0};
}

void take_domain_constraint(CreateDomain& domain, const PgQuery__Constraint* constraint) {
  switch (constraint->contype) {
    case PG_QUERY__CONSTR_TYPE__CONSTR_NOTNULL:
      domain.not_null = true;
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_DEFAULT:
      domain.default_value = lower_stored_expression(constraint->raw_expr);
      break;
    case PG_QUERY__CONSTR_TYPE__CONSTR_CHECK:
      domain.constraints.push_back(lower_constraint(constraint));
      break;
    default:
      break;
  }
}

CreateDomain create_domain(const PgQuery__CreateDomainStmt* statement) {
  CreateDomain domain;
  domain.domain = name_of(MIGCHECK_LIST(statement, domainname));
  domain.type = type_of(statement->type_name);
  if (statement->coll_clause != nullptr) {
    domain.collation = name_of(MIGCHECK_LIST(statement->coll_clause, collname));
  }
  for (const Node* node : MIGCHECK_LIST(statement, constraints)) {
    if (node->node_case != PG_QUERY__NODE__NODE_CONSTRAINT) continue;
    take_domain_constraint(domain, node->constraint);
  }
  return domain;
}

// Source: AlterDomainStmt in PostgreSQL's src/include/nodes/parsenodes.h.
AlterDomain alter_domain(const PgQuery__AlterDomainStmt* statement) {
  AlterDomain alter;
  alter.domain = name_of(MIGCHECK_LIST(statement, type_name));
  alter.name = text_of(statement->name);
  const std::string subtype = text_of(statement->subtype);
  using Kind = AlterDomain::Kind;
  alter.if_exists = statement->missing_ok;
  alter.cascade = statement->behavior == PG_QUERY__DROP_BEHAVIOR__DROP_CASCADE;
  if (subtype == "T") {
    alter.kind = statement->def ? Kind::set_default : Kind::drop_default;
    alter.expression = lower_stored_expression_if(statement->def);
  }
  if (subtype == "O") alter.kind = Kind::set_not_null;
  if (subtype == "N") alter.kind = Kind::drop_not_null;
  if (subtype == "X") alter.kind = Kind::drop_constraint;
  if (subtype == "V") alter.kind = Kind::validate_constraint;
  if (subtype == "C") {
    alter.kind = Kind::add_constraint;
    alter.constraint = lower_constraint(statement->def->constraint);
    alter.name = alter.constraint->name;
  }
  return alter;
}

CreateType create_composite(const PgQuery__CompositeTypeStmt* statement) {
  CreateType type{name_of(statement->typevar), CreateType::Kind::composite, {}};
  for (const Node* node : MIGCHECK_LIST(statement, coldeflist)) {
    if (node->node_case != PG_QUERY__NODE__NODE_COLUMN_DEF) continue;
    type.attributes.push_back(lower_column(node->column_def));
  }
  return type;
}

CreateType create_range(const Node* node) {
  const PgQuery__CreateRangeStmt* statement = node->create_range_stmt;
  CreateType type{name_of(MIGCHECK_LIST(statement, type_name)), CreateType::Kind::range, {}};
  type.options = lower_options(MIGCHECK_LIST(statement, params));
  type.definition = definition_of(node);
  return type;
}

CreateType create_base(const Node* node) {
  CreateType type{name_of(MIGCHECK_LIST(node->define_stmt, defnames)), CreateType::Kind::base, {}};
  type.options = lower_options(MIGCHECK_LIST(node->define_stmt, definition));
  type.definition = definition_of(node);
  return type;
}

CreateSequence create_sequence(const PgQuery__CreateSeqStmt* statement) {
  const std::string persistence = text_of(statement->sequence->relpersistence);
  CreateSequence sequence{name_of(statement->sequence)};
  sequence.temporary = persistence == "t";
  sequence.unlogged = persistence == "u";
  sequence.if_not_exists = statement->if_not_exists;
  sequence.options = lower_sequence(MIGCHECK_LIST(statement, options));
  return sequence;
}

}  // namespace

std::optional<Operation> lower_type_statement(const Node* node) {
  switch (node->node_case) {
    case PG_QUERY__NODE__NODE_CREATE_ENUM_STMT:
      return create_enum(node->create_enum_stmt);
    case PG_QUERY__NODE__NODE_COMPOSITE_TYPE_STMT:
      return create_composite(node->composite_type_stmt);
    case PG_QUERY__NODE__NODE_CREATE_RANGE_STMT:
      return create_range(node);
    case PG_QUERY__NODE__NODE_DEFINE_STMT:
      if (node->define_stmt->kind != PG_QUERY__OBJECT_TYPE__OBJECT_TYPE) return std::nullopt;
      return create_base(node);
    case PG_QUERY__NODE__NODE_ALTER_ENUM_STMT:
      return alter_enum(node->alter_enum_stmt);
    case PG_QUERY__NODE__NODE_CREATE_DOMAIN_STMT:
      return create_domain(node->create_domain_stmt);
    case PG_QUERY__NODE__NODE_ALTER_DOMAIN_STMT:
      return alter_domain(node->alter_domain_stmt);
    case PG_QUERY__NODE__NODE_CREATE_SEQ_STMT:
      return create_sequence(node->create_seq_stmt);
    case PG_QUERY__NODE__NODE_ALTER_SEQ_STMT:
      return AlterSequence{name_of(node->alter_seq_stmt->sequence),
                           lower_sequence(MIGCHECK_LIST(node->alter_seq_stmt, options)),
                           node->alter_seq_stmt->missing_ok != 0};
    default:
      return std::nullopt;
  }
}

}  // namespace migcheck::sql
