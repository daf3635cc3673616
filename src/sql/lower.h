#pragma once

// Internal to sql/: from libpg_query's nodes to operations. One file for each group of statements.

#include "sql/tree.h"

namespace migcheck::sql {

Expression lower_expression(const Node* node);

Column lower_column(const PgQuery__ColumnDef* column);
Constraint lower_constraint(const PgQuery__Constraint* constraint);
ObjectKind lower_kind(PgQuery__ObjectType type);

// Each takes any statement node and gives nothing where it is not one of its group.
std::optional<Operation> lower_table_statement(const Node* node);
std::optional<Operation> lower_object_statement(const Node* node);
std::optional<Operation> lower_data_statement(const Node* node);
std::optional<Operation> lower_session_statement(const Node* node);

Operation lower_statement(const Node* node);

}  // namespace migcheck::sql
