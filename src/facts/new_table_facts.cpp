#include <algorithm>
#include <array>

#include "core/text.h"
#include "facts/builder.h"
#include "facts/check_expression.h"
#include "facts/index_details.h"
#include "facts/storage_options.h"
#include "schema/render.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;

// Source: parse_bool in PostgreSQL's src/backend/utils/adt/bool.c.
bool is_false(const std::string& value) {
  static constexpr std::array<std::string_view, 5> words = {"false", "off", "no", "0", "f"};
  return std::ranges::find(words, to_lower(value)) != words.end();
}

// The first key of the table that lacks a part of the partition key.
std::vector<std::string> lacking_in_keys(const std::vector<std::string>& partition_key,
                                         const std::vector<sql::Constraint>& constraints) {
  for (const sql::Constraint& constraint : constraints) {
    if (constraint.kind != Kind::primary_key && constraint.kind != Kind::unique) continue;
    std::vector<std::string> lacking = lacking_in_key(partition_key, constraint.columns);
    if (!lacking.empty()) return lacking;
  }
  return {};
}

std::vector<sql::Constraint> all_constraints(const sql::CreateTable& table) {
  std::vector<sql::Constraint> all = table.constraints;
  for (const sql::Column& column : table.columns) {
    all.insert(all.end(), column.constraints.begin(), column.constraints.end());
  }
  return all;
}

}  // namespace

bool disables_autovacuum(const std::vector<sql::Option>& options) {
  return std::ranges::any_of(options, [](const sql::Option& option) {
    const bool named =
        option.name == "autovacuum_enabled" || option.name == "toast.autovacuum_enabled";
    return named && is_false(option.value);
  });
}

void FactBuilder::describe_table(StatementFacts& facts, const sql::CreateTable& o) {
  facts.unlogged = o.persistence == sql::Persistence::unlogged;
  facts.disables_autovacuum = disables_autovacuum(o.options);
  const std::vector<sql::Constraint> constraints = all_constraints(o);
  for (const sql::Constraint& constraint : constraints) {
    note_check(facts, constraint);
    if (constraint.kind == Kind::foreign_key) note_foreign_key(facts, constraint);
  }
  if (o.partition_key) facts.key_lacks = lacking_in_keys(*o.partition_key, constraints);
  if (o.partition_of) describe_new_partition(facts, o);
}

void FactBuilder::describe_new_partition(StatementFacts& facts, const sql::CreateTable& o) {
  const std::string parent = schema_.resolve(*o.partition_of);
  if (!context_.transaction.is_new(parent)) facts.partition.parent = parent;
  describe_partition(facts, parent);
  const bool scans = !facts.partition.default_partition.empty() && !o.default_partition;
  if (scans) facts.partition.default_scan = Ternary::yes;
  facts.partition.makes_default = o.default_partition;
  if (o.partition_by || facts.partition.parent.empty()) return;
  const std::string name = rendered_name(facts.table);
  const std::string above = rendered_name(parent);
  facts.steps = {
      "CREATE TABLE " + name + " (LIKE " + above + " INCLUDING DEFAULTS INCLUDING CONSTRAINTS)",
      "ALTER TABLE " + above + " ATTACH PARTITION " + name + " " + o.partition_bound};
}

// The default partition of `parent`, where others use it.
void FactBuilder::describe_partition(StatementFacts& facts, const std::string& parent) {
  const Relation* relation = schema_.relation(parent);
  if (relation == nullptr) return;
  for (const std::string& child : relation->children) {
    const Relation* partition = schema_.relation(child);
    if (partition == nullptr || !partition->default_partition) continue;
    if (!context_.transaction.is_new(child)) facts.partition.default_partition = child;
  }
}

// Written twice it is one.
void FactBuilder::note_foreign_key(StatementFacts& facts, const sql::Constraint& constraint) {
  AddedForeignKey key;
  key.columns = constraint.columns;
  key.referenced = schema_.resolve(constraint.references);
  key.referenced_columns = constraint.referenced_columns;
  key.on_delete = constraint.on_delete;
  key.deferrable = constraint.deferrable;
  key.locks_others = key.referenced != facts.table &&
                     !context_.transaction.is_new(key.referenced) &&
                     !is_held(key.referenced, LockMode::share_row_exclusive);
  const auto same = [&](const AddedForeignKey& other) {
    return other.columns == key.columns && other.referenced == key.referenced;
  };
  if (std::ranges::any_of(facts.foreign_keys, same)) return;
  facts.foreign_keys.push_back(std::move(key));
}

void FactBuilder::note_check(StatementFacts& facts, const sql::Constraint& constraint) {
  if (!constraint.enforced) facts.enforced = false;
  if (!constraint.check || !facts.check_culprit.empty()) return;
  facts.check_culprit = changing_part(*constraint.check, context_.pg_version);
}

}  // namespace migcheck
