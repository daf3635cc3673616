#pragma once

// Internal to facts/: makes the StatementFacts of one statement, an overload for each operation.
// Locks are those of the reference measurements on PostgreSQL 15 and 18; relations that a
// statement itself creates, and ACCESS SHARE, are left out: nobody waits for them.

#include <functional>

#include "facts/deletion.h"
#include "facts/server_behaviour.h"
#include "facts/statement_facts.h"
#include "facts/type_change.h"
#include "facts/volatility.h"

namespace migcheck {

class FactBuilder {
 public:
  explicit FactBuilder(const FactContext& context);

  std::vector<StatementFacts> take() { return std::move(made_); }

  // ddl_facts.cpp
  void operator()(const sql::CreateTable& o);
  void operator()(const sql::CreateTableAs& o);
  void operator()(const sql::CreateIndex& o);
  void operator()(const sql::CreateView& o);
  void operator()(const sql::CreateTrigger& o);
  void operator()(const sql::TableObject& o);
  void operator()(const sql::AlterSequence& o);
  void operator()(const sql::AlterDomain& o);
  void operator()(const sql::Comment& o);
  void operator()(const sql::ChangeOwner& o);
  void operator()(const sql::Publication& o);
  void operator()(const sql::CreateType&) { add("create_type"); }
  void operator()(const sql::CreateDomain&) { add("create_domain"); }
  void operator()(const sql::CreateSequence&) { add("create_sequence"); }
  void operator()(const sql::CreateSchema& o) {
    add("create_schema").locks_complete = o.elements.empty();
  }
  void operator()(const sql::CreateExtension&) { add("create_extension"); }
  void operator()(const sql::CreateObject&) { add("create_object"); }
  void operator()(const sql::AlterFunction&) { add("alter_function"); }
  void operator()(const sql::CreateFunction&) { add("create_function"); }
  void operator()(const sql::AlterEnum& o);

  // alter_facts.cpp
  void operator()(const sql::AlterTable& o);

  // drop_facts.cpp
  void operator()(const sql::Drop& o);
  void operator()(const sql::Rename& o);
  void operator()(const sql::SetSchema& o);

  // data_facts.cpp
  void operator()(const sql::Insert& o);
  void operator()(const sql::Update& o);
  void operator()(const sql::Delete& o);
  void operator()(const sql::Merge& o);
  void operator()(const sql::Select& o);
  void operator()(const sql::Copy& o);
  void operator()(const sql::Truncate& o);
  void operator()(const sql::LockTable& o);
  void operator()(const sql::Reindex& o);
  void operator()(const sql::Vacuum& o);
  void operator()(const sql::Cluster& o);
  void operator()(const sql::Refresh& o);

  void operator()(const sql::Transaction& o);
  void operator()(const sql::SetVariable& o);
  // What they run is text, or a function's body.
  void operator()(const sql::DoBlock&) { add("do_block").locks_complete = false; }
  void operator()(const sql::Call&) { add("call").locks_complete = false; }
  void operator()(const sql::Grant&) { add("grant"); }
  void operator()(const sql::Other& o);

 private:
  // A new set of facts about `table`, locked in `mode`.
  StatementFacts& add(const std::string& kind);
  StatementFacts& add(const std::string& kind, const std::string& table, LockMode mode);

  // Whether the transaction holds that lock, or a stronger one.
  bool is_held(const std::string& relation, LockMode mode) const;

  // What is known of `table` before the statement.
  void about(StatementFacts& facts, const std::string& table);

  void lock(StatementFacts& facts, const std::string& relation, LockMode mode,
            Ternary scan = Ternary::no, Ternary rewrite = Ternary::no);
  void scans(StatementFacts& facts, Ternary scan);  // of its table
  void may_fail(StatementFacts& facts, RowFailure failure);

  // Facts about the tables that an action of ALTER TABLE reaches: `targets_`.
  enum class Reach { own, all };
  StatementFacts& add_action(const std::string& kind, LockMode mode, Reach reach);
  void scans_targets(StatementFacts& facts, Ternary scan);
  void rewrites_targets(StatementFacts& facts, Ternary rewrite);

  // What writing a table anew does to its indexes.
  void rewrites_table(StatementFacts& facts, const std::string& table, Ternary rewrite);
  void rebuilds_index(StatementFacts& facts, const std::string& index);
  void deletes(StatementFacts& facts, const Deletion& deletion);

  // dependent_facts.cpp
  // `run` says to a deletion what goes; `named` is all that the statement drops.
  void drops(StatementFacts& facts, const std::vector<std::string>& named,
             const std::function<void(Deletion&)>& run);
  void retypes(StatementFacts& facts, const sql::AlterAction& action);
  void describe(std::vector<Dependent>& dependents) const;
  std::string referenced_by(const std::string& table, const std::string& column) const;
  Ternary is_required(const std::string& table, const SchemaColumn& column) const;
  bool behaves(Behaviour behaviour) const {
    return migcheck::behaves(context_.pg_version, behaviour);
  }
  bool has_storage(const std::string& relation) const;
  bool is_partitioned(const std::string& relation) const;

  // alter_facts.cpp, alter_storage_facts.cpp
  void alter(const sql::AlterTable& alter, const sql::AlterAction& action);
  void alter_index(const sql::AlterTable& alter);
  void alter_storage(const sql::AlterAction& action);
  bool has_triggers(const sql::AlterAction& action) const;
  void alter_composite_type(const sql::AlterTable& alter);
  void strengthen_targets(std::size_t first);
  std::size_t locked_below(const StatementFacts& facts) const;
  void owns(StatementFacts& facts, const std::string& table);
  void alter_identity(const sql::AlterAction& action, const char* kind);
  void describe_action(StatementFacts& facts, const sql::AlterAction& action);
  void drop_default(StatementFacts& facts, const sql::AlterAction& action);

  // column_facts.cpp, type_facts.cpp
  void add_column(const sql::AlterAction& action);
  Volatility volatility(const sql::Expression& expression) const;
  void describe_column(StatementFacts& facts, const sql::Column& column);
  void drop_column(const sql::AlterAction& action);
  std::vector<std::string> not_null_steps(const std::string& table,
                                          const std::string& column) const;
  void set_not_null(const sql::AlterTable& alter, const sql::AlterAction& action);
  void set_type(const sql::AlterAction& action);
  void retype_table(StatementFacts& facts, const std::string& table,
                    const sql::AlterAction& action);
  TypeChange type_change(const SchemaColumn* column, const sql::AlterAction& action) const;
  void retype_references(StatementFacts& facts, const std::string& table,
                         const sql::AlterAction& action, Ternary rewrite);

  // constraint_facts.cpp
  void add_constraint(const sql::Constraint& constraint, const sql::Column* column);
  void add_foreign_key(StatementFacts& facts, const sql::Constraint& constraint,
                       const sql::Column* column);
  LockMode renamed_index_mode() const;
  void use_index(StatementFacts& facts, const sql::Constraint& constraint);
  void add_key(StatementFacts& facts, const sql::Constraint& constraint, const sql::Column* column);
  void describe_constraint(StatementFacts& facts, const sql::Constraint& constraint);
  void describe_dropped(StatementFacts& facts, const SchemaConstraint& constraint);
  void drop_constraint(const sql::AlterAction& action);
  void validate(const std::string& constraint);
  void alter_constraint(const sql::AlterAction& action);

  // partition_facts.cpp
  void attach(const sql::AlterAction& action);
  void detach(const sql::AlterAction& action);
  void inherit(const sql::AlterAction& action);
  void takes_from_parent(StatementFacts& facts, const std::string& parent, Ternary has_rows);
  std::vector<std::string> referencing_partition(const std::string& table) const;
  void lock_default_partition(StatementFacts& facts, const std::string& parent, Ternary scan);

  void describe_partitioned_index(StatementFacts& facts, const sql::CreateIndex& o);

  // new_table_facts.cpp
  void describe_table(StatementFacts& facts, const sql::CreateTable& o);
  void describe_partition(StatementFacts& facts, const std::string& parent);
  void describe_new_partition(StatementFacts& facts, const sql::CreateTable& o);
  void note_foreign_key(StatementFacts& facts, const sql::Constraint& constraint);
  void note_check(StatementFacts& facts, const sql::Constraint& constraint);

  // What goes with what is dropped.
  void note_other_ends(StatementFacts& facts) const;
  bool is_told(const std::string& table) const;
  void note_primary_key(StatementFacts& facts, const std::vector<std::string>& columns) const;
  void require_index(StatementFacts& facts, const SchemaIndex& index) const;

  std::vector<std::string> tables_with_domain(const std::string& domain) const;

  void drop_table(const std::string& table, const sql::Drop& o,
                  const std::vector<std::string>& named);
  void drop_part(StatementFacts& facts, const sql::Drop& o, const sql::ObjectRef& object);
  void may_be_missing(StatementFacts& facts, const std::string& name, bool if_exists);
  void rename_below(StatementFacts& facts, const sql::Rename& o);
  void rename_type(const sql::Rename& o);
  bool keeps_old_name(const sql::Rename& o, const std::string& name) const;
  void drop_index(const std::string& index, const sql::Drop& o);
  bool goes_anyway(const SchemaIndex& index) const;
  void drop_object(const sql::Drop& o, const sql::ObjectRef& object,
                   const std::vector<std::string>& named);
  Ternary own(const std::string& key, bool known) const;

  // data_facts.cpp
  Ternary is_narrowed(const std::string& table, const Boxed<sql::Expression>& where) const;
  void changes_rows(StatementFacts& facts, const std::string& table,
                    const Boxed<sql::Expression>& where, bool only);
  void reads(StatementFacts& facts, const std::vector<sql::Name>& names,
             const sql::ReadExtent& extent);
  // reference_facts.cpp
  void lock_indexes(StatementFacts& facts, const std::string& table, LockMode mode);
  void looks_up(StatementFacts& facts, const SchemaConstraint& foreign_key);
  void checks_references(StatementFacts& facts, const std::string& table,
                         const std::vector<std::string>* columns);
  void acts_on_reference(StatementFacts& facts, const std::string& child,
                         const SchemaConstraint& constraint,
                         const std::vector<std::string>* columns);

  void writes_rows(StatementFacts& facts, const std::string& table);
  std::string numbered_column(const sql::Insert& o, const std::string& table) const;
  Ternary reads_all(const std::string& table, const sql::Expression& where) const;
  std::vector<std::string> truncated(const std::string& table, const sql::Truncate& o) const;
  void truncate(StatementFacts& facts, const std::string& table, bool restart);
  void lock_below(StatementFacts& facts, const std::string& relation, const sql::LockTable& o);

  void calls(StatementFacts& facts, const std::vector<sql::Name>& functions);
  void uses_sequences(StatementFacts& facts, const sql::Expression& expression);

  // maintenance_facts.cpp
  void reindex_table(StatementFacts& facts, const std::string& table, const sql::Reindex& o);
  void reindex_index(StatementFacts& facts, const std::string& index, const sql::Reindex& o);
  void reindex_partitions(StatementFacts& facts, const std::string& parent, const sql::Reindex& o);
  void describe_view(StatementFacts& facts, const Relation& view, const sql::Refresh& o);
  void rewrites_in_place(StatementFacts& facts, const std::string& table);

  const FactContext& context_;
  const Schema& schema_;
  std::vector<StatementFacts> made_;
  const sql::AlterTable* alter_ = nullptr;  // the statement that `targets_` are of
  std::vector<std::string> targets_;        // of ALTER TABLE: the table, then those below it
};

}  // namespace migcheck
