#pragma once

// Internal to facts/: makes the StatementFacts of one statement, an overload for each operation.
// Locks are those of the reference measurements on PostgreSQL 15 and 18; relations that a
// statement itself creates, and ACCESS SHARE, are left out: nobody waits for them.

#include "facts/statement_facts.h"

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
  void operator()(const sql::CreateSchema&) { add("create_schema"); }
  void operator()(const sql::CreateExtension&) { add("create_extension"); }
  void operator()(const sql::CreateFunction&) { add("create_function"); }
  void operator()(const sql::AlterEnum& o) {
    add(o.renamed.empty() ? "add_enum_value" : "rename_enum_value");
  }

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

  void operator()(const sql::Transaction&) { add("transaction"); }
  void operator()(const sql::SetVariable&) { add("set_variable"); }
  void operator()(const sql::DoBlock&) { add("do_block"); }
  void operator()(const sql::Call&) { add("call"); }
  void operator()(const sql::Grant&) { add("grant"); }
  void operator()(const sql::Other& o);

 private:
  // A new set of facts about `table`, locked in `mode`.
  StatementFacts& add(const std::string& kind);
  StatementFacts& add(const std::string& kind, const std::string& table, LockMode mode);

  void lock(StatementFacts& facts, const std::string& relation, LockMode mode,
            Ternary scan = Ternary::no, Ternary rewrite = Ternary::no);
  void scans(StatementFacts& facts, Ternary scan);  // of its table
  void rewrites(StatementFacts& facts, Ternary rewrite);

  void alter(const std::string& table, const sql::AlterTable& alter,
             const sql::AlterAction& action);
  void alter_index(const sql::AlterTable& alter);
  void alter_column(const std::string& table, const sql::AlterTable& alter,
                    const sql::AlterAction& action);
  void alter_storage(const std::string& table, const sql::AlterAction& action);
  void add_column(const std::string& table, const sql::Column& column);
  void add_constraint(const std::string& table, const sql::Constraint& constraint,
                      const sql::Column* column);
  void add_foreign_key(StatementFacts& facts, const sql::Constraint& constraint,
                       const sql::Column* column);
  void drop_column(const std::string& table, const sql::AlterAction& action);
  void drop_constraint(const std::string& table, const sql::AlterAction& action);
  void validate(const std::string& table, const std::string& constraint);
  void set_type(const std::string& table, const sql::AlterAction& action);
  void set_not_null(const std::string& table, const sql::AlterTable& alter,
                    const sql::AlterAction& action);
  void attach(const std::string& table, const sql::AlterAction& action);
  void detach(const std::string& table, const sql::AlterAction& action);
  void lock_descendants(StatementFacts& facts, const sql::AlterTable& alter);
  void lock_default_partition(StatementFacts& facts, const std::string& parent, Ternary scan);

  void drop_table(const std::string& table, bool cascade);
  void drop_index(const std::string& index, bool concurrently);
  bool goes_anyway(const SchemaIndex& index) const;
  void drop_object(const sql::Drop& o, const sql::ObjectRef& object);
  Ternary own(const std::string& key, bool known) const;

  Ternary is_narrowed(const std::string& table, const std::optional<sql::Expression>& where) const;

  const FactContext& context_;
  const Schema& schema_;
  std::vector<StatementFacts> made_;
};

}  // namespace migcheck
