#include "schema/difference.h"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

#include "schema/renames.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

// Walks both stores at once: they are ordered by name.
template <typename T>
std::vector<std::string> changed_names(const Store<T>& from, const Store<T>& to) {
  std::vector<std::string> names;
  auto a = from.all().begin();
  auto b = to.all().begin();
  while (a != from.all().end() || b != to.all().end()) {
    const bool only_a = b == to.all().end() || (a != from.all().end() && a->first < b->first);
    const bool only_b = a == from.all().end() || (b != to.all().end() && b->first < a->first);
    const auto& one = only_b ? *b : *a;
    const bool same = !only_a && !only_b && (a->second == b->second || *a->second == *b->second);
    if (!same) names.push_back(one.first);
    if (!only_b) ++a;
    if (!only_a) ++b;
  }
  return names;
}

std::vector<std::string> names_of(const std::vector<SchemaColumn>& columns) {
  std::vector<std::string> names;
  for (const SchemaColumn& column : columns) names.push_back(column.name);
  return names;
}

// The order after the columns that go have gone and the others were added at the end.
bool keeps_order(const std::vector<SchemaColumn>& from, const std::vector<SchemaColumn>& to) {
  const std::vector<std::string> before = names_of(from);
  const std::vector<std::string> after = names_of(to);
  const std::set<std::string> old_names(before.begin(), before.end());
  const std::set<std::string> new_names(after.begin(), after.end());
  std::vector<std::string> altered;
  for (const std::string& name : before) {
    if (new_names.contains(name)) altered.push_back(name);
  }
  for (const std::string& name : after) {
    if (!old_names.contains(name)) altered.push_back(name);
  }
  return altered == after;
}

bool is_table(const Relation& relation) {
  return relation.kind == Relation::Kind::table || relation.kind == Relation::Kind::partitioned ||
         relation.kind == Relation::Kind::foreign_table;
}

std::string key_of(const Relation& relation) {
  if (!relation.partition_by) return {};
  std::string text = relation.partition_by->strategy;
  for (const sql::IndexKey& key : relation.partition_by->keys) {
    text += " " + (key.expression ? key.expression->sql : key.column);
  }
  return text;
}

// INHERIT leaves a column the table's own, and nothing but CREATE TABLE makes one both.
void note_inherited(const Relation& from, const Relation& to, std::vector<std::string>& notes) {
  if (to.is_partition()) return;
  for (const SchemaColumn& column : to.columns) {
    const SchemaColumn* before = from.column(column.name);
    if (before == nullptr || column.inherited == 0 || before->local == column.local) continue;
    notes.push_back(to.name + "." + column.name +
                    ": no ALTER can change whether an inherited column is the table's own, too");
  }
}

// Since version 17 a partition has the identity of its table, but ATTACH and DETACH of a table in
// between do not reach it.
void note_identity(const Relation& from, const Relation& to, std::vector<std::string>& notes) {
  if (!from.is_partition() || !to.is_partition()) return;
  for (const SchemaColumn& column : to.columns) {
    const SchemaColumn* before = from.column(column.name);
    if (before == nullptr || before->identity == column.identity) continue;
    if (!before->sequence.empty() || !column.sequence.empty()) continue;
    notes.push_back(to.name + "." + column.name + ": only its table's table has the identity");
  }
}

void note_inherited_checks(const Relation& from, const Relation& to,
                           std::vector<std::string>& notes) {
  if (to.is_partition()) return;
  for (const SchemaConstraint& constraint : to.constraints) {
    const auto before =
        std::ranges::find(from.constraints, constraint.name, &SchemaConstraint::name);
    if (before == from.constraints.end() || constraint.inherited == 0) continue;
    if (before->local == constraint.local) continue;
    notes.push_back(to.name + "." + constraint.name +
                    ": no ALTER can change whether an inherited check is the table's own, too");
  }
}

void note_replica_identity(const Schema& schema, const Relation& relation,
                           std::vector<std::string>& notes) {
  if (relation.replica_identity != "index") return;
  const auto identifies = [&](const std::string& name) {
    const SchemaIndex* index = schema.index(name);
    return index != nullptr && index->replica_identity;
  };
  if (std::ranges::any_of(relation.indexes, identifies)) return;
  notes.push_back(relation.name + ": REPLICA IDENTITY is an index that was dropped");
}

// It was filled before what it reads was emptied.
void note_populated(const Schema& schema, const Relation& relation,
                    std::vector<std::string>& notes) {
  if (relation.kind != Relation::Kind::materialized_view || !relation.populated) return;
  if (can_be_populated(schema, relation)) return;
  notes.push_back(relation.name + ": a materialized view that it reads has no data");
}

void note_change(const Relation& from, const Relation& to, std::vector<std::string>& notes) {
  if (!is_table(from) || !is_table(to)) return;
  if (from.complete && to.complete && !keeps_order(from.columns, to.columns)) {
    notes.push_back(to.name + ": the columns will stand in another order");
  }
  note_inherited(from, to, notes);
  note_inherited_checks(from, to, notes);
  note_identity(from, to, notes);
  if (from.kind != to.kind || key_of(from) != key_of(to)) {
    notes.push_back(to.name + ": no ALTER can change whether and how a table is partitioned");
  }
  const bool was_temporary = from.persistence == sql::Persistence::temporary;
  if (was_temporary != (to.persistence == sql::Persistence::temporary)) {
    notes.push_back(to.name + ": no ALTER can change whether a table is temporary");
  }
}

void note_relation(const Relation* from, const Relation* to, std::vector<std::string>& notes) {
  if (from != nullptr && to != nullptr) note_change(*from, *to, notes);
  const Relation& known = to != nullptr ? *to : *from;
  if (is_table(known) && !known.complete) {
    notes.push_back(known.name + ": its creation was not seen, so that it is only altered");
  } else if (has_unknown_type(known)) {
    notes.push_back(known.name + ": the type of a column is not known, so that it is not made");
  } else if (!known.certain) {
    notes.push_back(known.name + ": what is known of it may be wrong");
  }
}

void note_type(const Schema& from, const Schema& to, const std::string& name,
               std::vector<std::string>& notes) {
  const SchemaType* before = from.type(name);
  const SchemaType* after = to.type(name);
  if (before == nullptr || after == nullptr || !needs_new_type(*before, *after)) return;
  if (!is_partition_key_type(from, to, name)) return;
  notes.push_back(name + ": it would have to be made anew, but a table is partitioned by it");
}

// A check that is inherited although the parent does not have it: its column was dropped there.
void note_orphans(const Schema& schema, const Relation& relation, std::vector<std::string>& notes) {
  for (const SchemaConstraint& constraint : relation.constraints) {
    if (constraint.kind != sql::Constraint::Kind::check || constraint.inherited == 0) continue;
    const auto has = [&](const std::string& name) {
      const Relation* parent = schema.relation(name);
      return parent != nullptr && parent->constraint(constraint.name) != nullptr;
    };
    const auto parents = std::ranges::count_if(relation.parents, has);
    if (parents >= constraint.inherited) continue;
    notes.push_back(relation.name + "." + constraint.name +
                    ": counts as inherited from a parent that does not have it");
  }
}

void find_changes(Difference& difference) {
  const Schema& from = difference.renamed;
  const Schema& to = difference.to;
  difference.changed = {
      changed_names(from.relations(), to.relations()), changed_names(from.indexes(), to.indexes()),
      changed_names(from.types(), to.types()), changed_names(from.functions(), to.functions()),
      changed_names(from.objects(), to.objects())};
  difference.notes.clear();
  for (const std::string& name : difference.changed.relations) {
    note_relation(from.relation(name), to.relation(name), difference.notes);
    if (const Relation* made = to.relation(name)) {
      note_replica_identity(to, *made, difference.notes);
      note_populated(to, *made, difference.notes);
      note_orphans(to, *made, difference.notes);
      note_orphans(from, *made, difference.notes);
    }
  }
  for (const std::string& name : difference.changed.types) {
    note_type(from, to, name, difference.notes);
  }
  if (from.opaque() != to.opaque()) {
    difference.notes.push_back("a statement that could not be read ran in between");
  }
}

}  // namespace

bool can_be_populated(const Schema& schema, const Relation& view) {
  return std::ranges::all_of(view.reads, [&](const std::string& name) {
    const Relation* read = schema.relation(name);
    if (read == nullptr || read->query.empty()) return true;
    if (read->kind == Relation::Kind::materialized_view) return read->populated;
    return can_be_populated(schema, *read);
  });
}

bool is_partition_key_type(const Schema& from, const Schema& to, const std::string& type) {
  return std::ranges::any_of(from.relations().all(), [&](const auto& entry) {
    const Relation& table = *entry.second;
    if (to.relation(table.name) == nullptr) return false;
    return std::ranges::any_of(table.partition_key, [&](const std::string& key) {
      const SchemaColumn* column = table.column(key);
      return column != nullptr && to_string(column->type.name) == type;
    });
  });
}

Difference difference(const Schema& from, const Schema& to) {
  Difference made{from, to, {}, from, {}, {}};
  made.renames = rename_all(made.renamed, to);
  find_changes(made);
  return made;
}

Difference inverse(Difference made) { return difference(made.to, made.from); }

}  // namespace migcheck
