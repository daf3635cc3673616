#pragma once

// Internal to schema/: applies operations, one overload for each kind that changes the schema.

#include "schema/schema.h"

namespace migcheck {

class SchemaEditor {
 public:
  explicit SchemaEditor(Schema& schema) : schema_(schema) {}

  // Tables and indexes: apply_table.cpp.
  void operator()(const sql::CreateTable& operation);
  void operator()(const sql::CreateTableAs& operation);
  void operator()(const sql::CreateIndex& operation);

  // ALTER TABLE: apply_alter.cpp.
  void operator()(const sql::AlterTable& operation);

  // Drops and renames: apply_drop.cpp, apply_rename.cpp.
  void operator()(const sql::Drop& operation);
  void operator()(const sql::Rename& operation);
  void operator()(const sql::SetSchema& operation);

  // The rest: apply_object.cpp.
  void operator()(const sql::CreateType& operation);
  void operator()(const sql::AlterEnum& operation);
  void operator()(const sql::CreateDomain& operation);
  void operator()(const sql::AlterDomain& operation);
  void operator()(const sql::CreateSequence& operation);
  void operator()(const sql::CreateView& operation);
  void operator()(const sql::CreateFunction& operation);
  void operator()(const sql::SetVariable& operation);
  void operator()(const sql::DoBlock&) { schema_.apply_opaque(); }
  void operator()(const sql::Call&) { schema_.apply_opaque(); }

  // Everything else leaves the schema as it is.
  template <typename Operation>
  void operator()(const Operation&) {}

 private:
  // The relation for changing; one that was never seen is made, with nothing known about it.
  Relation& table(const std::string& name);

  void add_column(const std::string& table, const sql::Column& column);
  void add_constraint(const std::string& table, const sql::Constraint& constraint);
  void add_index_behind(const std::string& table, SchemaConstraint& constraint,
                        const sql::Constraint& written);
  void copy_columns(const std::string& from, Relation& to) const;
  void attach(const std::string& parent, const std::string& child);
  void detach(const std::string& parent, const std::string& child);

  void alter(const std::string& table, const sql::AlterAction& action);
  void alter_column(const std::string& table, const sql::AlterAction& action);
  void drop_column(const std::string& table, const std::string& column);
  void drop_constraint(const std::string& table, const std::string& constraint);

  void drop_relation(const std::string& name, bool cascade);
  void drop_index(const std::string& name);
  void drop_schema(const std::string& name);
  void drop_type(const std::string& name);
  void drop_references_to(const std::string& table);

  void rename_relation(const std::string& from, const std::string& to);
  void rename_index(const std::string& from, const std::string& to);
  void rename_column(const std::string& table, const std::string& from, const std::string& to);
  void rename_constraint(const std::string& table, const std::string& from, const std::string& to);
  void rename_type(const std::string& from, const std::string& to);
  void rename_schema(const std::string& from, const std::string& to);

  std::string generated_name(const std::string& table, const std::string& columns,
                             const std::string& label) const;
  std::string constraint_name(const std::string& table, const sql::Constraint& constraint) const;
  bool is_taken(const std::string& table, const std::string& name) const;
  std::string sibling(const std::string& table, const std::string& name) const;

  Schema& schema_;
};

}  // namespace migcheck
