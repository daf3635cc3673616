#pragma once

// Internal to sql/: from libpg_query's nodes to operations. One file for each group of statements.

#include "sql/tree.h"

namespace migcheck::sql {

Expression lower_expression(const Node* node);

// The same with its text in `sql`: for expressions that the catalogs keep.
Expression lower_stored_expression(const Node* node);
Boxed<Expression> lower_stored_expression_if(const Node* node);  // null gives nothing

Column lower_column(const PgQuery__ColumnDef* column);
Constraint lower_constraint(const PgQuery__Constraint* constraint);

// Whether the constraint of a column or table is one by itself, not an attribute or a property.
std::optional<Constraint::Kind> constraint_kind(PgQuery__ConstrType type);
// DEFERRABLE and its kin stand behind the constraint that they are about, as nodes of their own.
void apply_attribute(std::vector<Constraint>& constraints, PgQuery__ConstrType type);

IndexKey lower_index_key(const PgQuery__IndexElem* element);
PartitionKey lower_partition_key(const PgQuery__PartitionSpec* spec);
std::string lower_bound(const PgQuery__PartitionBoundSpec* bound);  // "" for null

ObjectKind lower_kind(PgQuery__ObjectType type);
ObjectRef lower_object(ObjectKind kind, const Node* node);

std::string lower_value(const Node* value);  // of an option: its text
std::vector<Option> lower_options(std::span<Node* const> options);
SequenceOptions lower_sequence(std::span<Node* const> options);
std::string lower_role(const PgQuery__RoleSpec* role);  // "public" for PUBLIC

// The definition of an object: the statement that makes it, without OR REPLACE.
std::string definition_of(const Node* statement);

// Each takes any statement node and gives nothing where it is not one of its group.
std::optional<Operation> lower_table_statement(const Node* node);
std::optional<Operation> lower_type_statement(const Node* node);
std::optional<Operation> lower_object_statement(const Node* node);
std::optional<Operation> lower_function_statement(const Node* node);
std::optional<Operation> lower_definition_statement(const Node* node);
std::optional<Operation> lower_create_object_statement(const Node* node);
std::optional<Operation> lower_privilege_statement(const Node* node);
std::optional<Operation> lower_data_statement(const Node* node);
std::optional<Operation> lower_session_statement(const Node* node);

// CREATE TABLE AS and SELECT … INTO.
CreateTableAs lower_table_as(const PgQuery__IntoClause* into, const Node* query);

Operation lower_statement(const Node* node);

}  // namespace migcheck::sql
