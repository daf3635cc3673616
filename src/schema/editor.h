#pragma once

// Internal to schema/: applies operations, one overload for each kind that changes the schema.

#include <functional>
#include <set>

#include "schema/names.h"
#include "schema/qualify.h"
#include "schema/references.h"
#include "schema/schema.h"
#include "sql/plpgsql.h"

namespace migcheck {

class SchemaEditor {
 public:
  // `depth`: how many calls of functions led here.
  explicit SchemaEditor(Schema& schema, int depth = 0)
      : schema_(schema), qualifier_(schema), depth_(depth) {}

  // Changes the schema as the operation does.
  void apply(const sql::Operation& operation);

  // The same for one that may not have run: what it changed is in doubt, what it drops stays.
  void apply_conditional(const sql::Operation& operation);

  // Makes the index of references follow what was changed.
  void finish();

  // What ends with its session.
  void drop_temporary();

  // create_table.cpp
  void operator()(const sql::CreateTable& operation);
  void operator()(const sql::CreateTableAs& operation);

  // create_index.cpp
  void operator()(const sql::CreateIndex& operation);

  // alter_table.cpp
  void operator()(const sql::AlterTable& operation);

  // drop.cpp
  void operator()(const sql::Drop& operation);

  // rename.cpp
  void operator()(const sql::Rename& operation);
  void operator()(const sql::SetSchema& operation);

  // types.cpp
  void operator()(const sql::CreateType& operation);
  void operator()(const sql::AlterEnum& operation);
  void operator()(const sql::CreateDomain& operation);
  void operator()(const sql::AlterDomain& operation);

  // sequences.cpp
  void operator()(const sql::CreateSequence& operation);
  void operator()(const sql::AlterSequence& operation);

  // views.cpp
  void operator()(const sql::CreateView& operation);

  // functions.cpp
  void operator()(const sql::CreateFunction& operation);
  void operator()(const sql::AlterFunction& operation);

  // embedded.cpp
  void operator()(const sql::DoBlock& block);
  void operator()(const sql::Call& operation);
  void operator()(const sql::Select& operation);

  // objects.cpp
  void operator()(const sql::TableObject& operation);
  void operator()(const sql::CreateSchema& operation);
  void operator()(const sql::CreateExtension& operation);
  void operator()(const sql::CreateObject& operation);
  void operator()(const sql::Publication& operation);

  // triggers.cpp
  void operator()(const sql::CreateTrigger& operation);

  // properties.cpp
  void operator()(const sql::Comment& operation);
  void operator()(const sql::ChangeOwner& operation);
  void operator()(const sql::Cluster& operation);
  void operator()(const sql::Refresh& operation);

  // privileges.cpp
  void operator()(const sql::Grant& operation);

  // session.cpp
  void operator()(const sql::SetVariable& operation);
  void operator()(const sql::Transaction& operation);

  void operator()(const sql::Other& operation);

  // Everything else leaves the schema as it is.
  template <typename Operation>
  void operator()(const Operation&) {}

 private:
  // --- access (editor.cpp) ---
  // The object for changing. A relation that was never seen is made, with nothing known about it.
  Relation& relation(const std::string& name);
  SchemaIndex& index(const std::string& name) {
    return touch(schema_.indexes_, ObjectClass::index, name);
  }
  SchemaType& type(const std::string& name) {
    return touch(schema_.types_, ObjectClass::type, name);
  }
  SchemaFunction& function(const std::string& name) {
    return touch(schema_.functions_, ObjectClass::function, name);
  }
  DefinedObject& object(const std::string& key) {
    return touch(schema_.objects_, ObjectClass::object, key);
  }

  void put(Relation relation);
  void put(SchemaIndex index);
  void put(SchemaType type);
  void put(SchemaFunction function);
  void put(DefinedObject object);

  template <typename T>
  T& touch(Store<T>& store, ObjectClass object_class, const std::string& name) {
    touched_.insert(class_key(object_class, name));
    return store.edit(name);
  }

  template <typename T>
  void keep(Store<T>& store, ObjectClass object_class, T object) {
    touched_.insert(class_key(object_class, object.name));
    object.noted_references.all.reset();  // it may have been noted under another name
    store.put(std::move(object));
  }

  // Gives what is new an identity and the default privileges, and notes what its text refers to.
  void settle(const std::string& class_key);
  template <typename T>
  void settle(Store<T>& store, const std::string& name);

  // Class keys of all that refer to this.
  std::vector<std::string> users(ObjectClass object_class, const std::string& name) const;

  // --- names (editor.cpp) ---
  bool is_relation_taken(const std::string& schema, const std::string& name) const;
  bool is_constraint_taken(const std::string& schema, const std::string& name) const;
  std::string relation_name(const std::string& table, const std::string& addition,
                            const std::string& label, bool constraint) const;
  std::string constraint_name(const std::string& owner, const std::string& addition,
                              const std::string& label) const;

  // --- columns (columns.cpp) ---
  SchemaColumn made_column(const std::string& table, const sql::Column& written);
  void make_sequence(Relation& table, SchemaColumn& column, const sql::SequenceOptions& options);
  void add_column(const std::string& table, const sql::Column& written, bool only);
  void add_inherited_column(const std::string& child, SchemaColumn column);
  void set_type(SchemaColumn& column, const sql::AlterAction& action);
  void alter_column(const std::string& table, const sql::AlterAction& action);
  void alter_identity(const std::string& table, SchemaColumn& column,
                      const sql::AlterAction& action);
  void drop_sequences_of(const std::string& table, const std::string& column);
  void drop_column(const std::string& table, const std::string& column, bool cascade, bool only);
  void drop_inherited_column(const std::string& child, const std::string& column, bool cascade,
                             bool only);
  static bool needs_column(const SchemaIndex& index, const std::string& column);

  // --- constraints (constraints.cpp) ---
  void add_constraint(const std::string& table, const sql::Constraint& written, bool only);
  SchemaConstraint made_constraint(const sql::Constraint& written) const;
  void add_check(const std::string& table, const sql::Constraint& written, bool only);
  void add_inherited_check(const std::string& child, SchemaConstraint constraint);
  void add_foreign_key(const std::string& table, const sql::Constraint& written);
  void add_key(const std::string& table, const sql::Constraint& written);
  void use_index(const std::string& table, const sql::Constraint& written);
  void set_not_null(const std::string& table, const std::string& column, bool only);
  void drop_constraint(const std::string& table, const std::string& name, bool cascade, bool only);
  void drop_inherited_constraint(const std::string& child, const std::string& name, bool cascade,
                                 bool only);
  void drop_keys_to(const std::string& table, const std::vector<std::string>& columns);
  void alter_constraint(const std::string& table, const sql::AlterAction& action);
  void validate(const std::string& table, const std::string& name);

  // --- indexes (create_index.cpp) ---
  std::string add_index(SchemaIndex made, const std::string& wanted);
  void give_index(const std::string& parent_index, const std::string& partition);
  void clone_index(const SchemaIndex& parent, const std::string& partition);
  void mark_inherited(const std::string& table, const std::string& constraint);

  // --- tables (create_table.cpp) ---
  void take_type(Relation& made, const sql::CreateTable& operation);
  void inherit_columns(Relation& made, const std::vector<std::string>& parents);
  void add_columns(const std::string& table, const sql::CreateTable& operation);
  void define_column(const std::string& table, const sql::Column& written, bool partition);
  void inherit_checks(const std::string& child, const std::string& parent);
  void copy_like(const std::string& table, const sql::Like& like);
  void copy_identity(const std::string& table, SchemaColumn& column, bool including);
  void copy_checks(const std::string& table, const Relation& original, bool comments);
  void copy_indexes(const std::string& table, const sql::Like& like);
  void copy_statistics(const std::string& table, const std::string& original);

  // --- ALTER TABLE and its kin (alter_table.cpp) ---
  static std::vector<sql::AlterAction> ordered(std::vector<sql::AlterAction> actions);
  void alter(const std::string& name, const sql::AlterAction& action, bool only);
  void attach(const std::string& name, const sql::AlterAction& action);
  void alter_settings(const std::string& name, const sql::AlterAction& action, bool only);
  void set_persistence(const std::string& name, sql::Persistence persistence);
  static void set_row_security(Relation& owner, const std::string& value);
  void set_replica_identity(Relation& owner, const sql::AlterAction& action);
  void set_clustered(const std::string& table, const std::string& clustered);
  static void set_options(std::vector<sql::Option>& options, const sql::AlterAction& action);
  void switch_parts(const std::string& table, sql::ObjectKind kind, const sql::AlterAction& action);
  void alter_index(const std::string& name, const sql::AlterAction& action);

  // --- composites.cpp ---
  void alter_composite(const std::string& name, const sql::AlterAction& action);
  void rename_attribute(const std::string& composite, const std::string& from,
                        const std::string& to);
  std::vector<std::string> typed_tables(const std::string& composite) const;

  // --- inheritance and partitions (partitions.cpp) ---
  void inherit(const std::string& child, const std::string& parent);
  void stop_inheriting(const std::string& child, const std::string& parent);
  void attach_partition(const std::string& parent, const sql::AlterAction& action);
  void lose_identity(const std::string& partition);
  void detach_partition(const std::string& parent, const std::string& partition);
  void take_over_from_parent(const std::string& partition, const std::string& parent);
  void merge_columns(const std::string& child, const std::string& parent);
  void merge_checks(const std::string& child, const std::string& parent);
  void clone_foreign_key(const std::string& partition, SchemaConstraint constraint);

  // --- drops (drop.cpp) ---
  void drop(const sql::Drop& operation, const sql::ObjectRef& object);
  void drop_relation(const std::string& name, bool cascade);
  void drop_parts_of_table(const std::string& table);
  void drop_parts_with_column(const std::string& table, const std::string& column, bool cascade);
  bool reads_column(const std::string& view, const std::string& table,
                    const std::string& column) const;
  void drop_index(const std::string& name);
  void drop_constraint_behind(const std::string& index);
  void drop_index_by_hand(const std::string& name, bool cascade);
  void drop_type(const std::string& name, bool cascade);
  void drop_function(const std::string& name, bool cascade);
  void drop_object(const std::string& key);
  void drop_users_of_object(const std::string& key);
  void doubt_queries(const std::string& object);  // that may use it
  void drop_schema(const std::string& name);
  void drop_extension(const std::string& name, bool cascade);
  void drop_users(ObjectClass object_class, const std::string& name);
  void drop_use(const std::string& user, ObjectClass used_class, const std::string& used);
  void drop_use_of_relation(const std::string& name, ObjectClass used_class,
                            const std::string& used);
  void drop_use_of_type(const std::string& name, const std::string& used);

  // --- renames (rename.cpp, rename_uses.cpp, rename_column.cpp, rename_schema.cpp) ---
  void move_object(const std::string& key, const std::string& schema);
  void move_relation(const std::string& name, const std::string& schema);
  void rename_relation(const std::string& from, const std::string& to);
  void rename_index(const std::string& from, const std::string& to);
  void rename_column(const std::string& table, const std::string& from, const std::string& to);
  void rename_column_use(const std::string& user, const std::string& table, const std::string& from,
                         const std::string& to);
  std::optional<std::string> with_column_renamed(const std::string& statement,
                                                 const std::string& table, const std::string& from,
                                                 const std::string& to) const;
  void rename_column_in_queries(const std::string& table, const std::string& from,
                                const std::string& to);
  void rename_constraint(const std::string& table, const std::string& from, const std::string& to);
  void rename_domain_constraint(const std::string& domain, const std::string& from,
                                const std::string& to);
  void rename_type(const std::string& from, const std::string& to);
  void rename_function(const std::string& from, const std::string& to);
  void rename_function_arguments(const std::string& name, const sql::NameMap& names);
  void rename_object(const std::string& from, const std::string& new_name);
  void rename_collation_in(const std::string& user, const std::string& from, const std::string& to);
  void rename_schema(const std::string& from, const std::string& to);
  void rename_extensions_schema(const std::string& from, const std::string& to);
  void rename_users(ObjectClass object_class, const std::string& from, const std::string& to);
  void rename_use(const std::string& user, ObjectClass used_class, const std::string& from,
                  const std::string& to);
  void rename_in_query(const std::string& view, const std::string& from, const std::string& to);
  void move_part(const std::string& key, const std::string& table);

  // --- types.cpp, sequences.cpp, views.cpp, functions.cpp ---
  void rename_label_in_users(const std::string& type, const std::string& from,
                             const std::string& to);
  void rename_label_in(const std::string& user, const std::string& from, const std::string& to);
  SchemaColumn made_attribute(const sql::Column& written) const;
  void add_domain_check(const std::string& domain, const sql::Constraint& written);
  void note_constrained(const std::string& domain);
  void set_sequence(Relation& changed, const sql::SequenceOptions& options, bool create);
  void take_result_columns(Relation& made, const std::string& query,
                           const std::vector<std::string>& names, const sql::Catalog& catalog);
  void take_query(Relation& made, const std::string& query, const std::vector<sql::Name>& reads,
                  const std::vector<std::string>& names, const sql::Catalog& catalog);
  static std::string signature(const std::vector<sql::FunctionArgument>& arguments);

  // --- embedded.cpp ---
  void call(const sql::Name& function);
  void run(const sql::EmbeddedStatements& body);
  void run(const sql::EmbeddedStatement& statement);
  bool doubt_named_in(const std::string& text);
  void doubt(const sql::Drop& drop);
  void doubt(const std::string& class_key);

  // --- triggers.cpp ---
  // Gives one to all partitions; to this one.
  void clone_trigger(const DefinedObject& original);
  void clone_trigger(const DefinedObject& original, const std::string& partition);
  std::vector<std::string> row_triggers(const std::string& table) const;
  void give_triggers(const std::string& partition, const std::string& parent);
  void take_triggers(const std::string& partition, const std::string& parent);
  void drop_trigger(const std::string& name, const std::string& table);
  void switch_triggers(const std::string& table, const sql::AlterAction& action, bool only);

  // --- objects.cpp ---
  std::string key_of(sql::ObjectKind kind, const sql::ObjectRef& object) const;
  static std::string cast_name(const sql::ObjectRef& object);
  void keep_properties(DefinedObject& made) const;
  std::string unnamed_statistics(const std::string& table, const std::string& definition) const;
  void alter_part(const std::string& key, const sql::TableObject& operation);

  // --- properties.cpp, privileges.cpp, session.cpp ---
  std::string* comment_of(sql::ObjectKind kind, const sql::ObjectRef& named);
  std::string* comment_of_column(const sql::ObjectRef& named);
  void set_owner(const std::string& name, const std::string& owner);
  void change_defaults(const sql::Grant& operation);
  void change_defaults(const sql::Grant& operation, const std::string& schema,
                       const std::string& role);
  void give_default_privileges(Relation& made) const;
  void give_default_privileges(SchemaType& made) const;
  void give_default_privileges(SchemaFunction& made) const;
  void give_default_privileges(DefinedObject& made) const;
  void give_default_privileges(const SchemaIndex&) const {}
  void grant_in_schema(const sql::Grant& operation, const std::string& schema);
  void grant_on_columns(const sql::Grant& operation, const sql::ObjectRef& object,
                        const sql::Grant::Privilege& privilege);
  Privileges* privileges_of(sql::ObjectKind kind, const sql::ObjectRef& named);
  void change(Privileges& target, const sql::Grant& operation,
              const sql::Grant::Privilege& privilege) const;
  void set(const sql::SetConfig& setting);
  void set_search_path(const std::vector<std::string>& schemas);

  std::string function_key(const sql::Name& name,
                           const std::optional<std::vector<sql::TypeName>>& arguments) const;

  Schema& schema_;
  Qualifier qualifier_;
  std::set<std::string> touched_;   // class keys, since the last finish()
  std::set<std::string> finished_;  // those before it
  int depth_;
};

}  // namespace migcheck
