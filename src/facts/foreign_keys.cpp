#include "facts/foreign_keys.h"

#include <re2/re2.h>

#include <algorithm>

#include "core/text.h"
#include "schema/render.h"

namespace migcheck {

namespace {

using Kind = sql::Expression::Kind;

// A search for values of the column finds no nulls, so that an index without them does.
bool leaves_out_nulls_only(const sql::Expression& where, const std::vector<std::string>& columns) {
  const bool not_null = where.kind == Kind::is_not_null && !where.arguments.empty() &&
                        where.arguments.front().kind == Kind::column;
  return not_null && std::ranges::find(columns, where.arguments.front().text) != columns.end();
}

bool serves(const SchemaIndex& index, const std::vector<std::string>& columns) {
  if (index.method != "btree" && !(index.method == "hash" && columns.size() == 1)) return false;
  if (index.where && !leaves_out_nulls_only(*index.where, columns)) return false;
  if (index.columns.size() < columns.size()) return false;
  return std::is_permutation(columns.begin(), columns.end(), index.columns.begin());
}

// A table that was not seen being made may have indexes, but not of a column that is new.
bool knows_indexes(const Relation& table, const AddedForeignKey& key,
                   const TransactionState& state) {
  if (table.complete && table.certain) return true;
  return std::ranges::any_of(key.columns, [&](const std::string& column) {
    return state.is_own(column_key(table.name, column));
  });
}

bool has_key(const Relation& table, const AddedForeignKey& key) {
  return std::ranges::any_of(table.constraints, [&](const SchemaConstraint& constraint) {
    return constraint.kind == sql::Constraint::Kind::foreign_key &&
           constraint.columns == key.columns;
  });
}

std::string index_statement(const Relation& table, const AddedForeignKey& key, bool new_table) {
  SchemaIndex index;
  const sql::Name name = unqualified(table.name);
  index.name = name.schema + "." + name.name + "_" + join(key.columns, "_") + "_idx";
  for (const std::string& column : key.columns) index.keys.emplace_back().column = column;
  const std::string text = rendered_index(index, table.name);
  if (new_table || table.kind == Relation::Kind::partitioned) return text;
  return "CREATE INDEX CONCURRENTLY" + text.substr(std::string_view("CREATE INDEX").size());
}

// Whether the statement that made the collation says DETERMINISTIC = false.
bool is_nondeterministic(const std::string& collation, const Schema& schema) {
  const DefinedObject* made = schema.object(object_key(sql::ObjectKind::collation, collation));
  if (made == nullptr) return false;
  static const re2::RE2 pattern(R"((?i)\bdeterministic\s*=\s*'?(false|off|no|0)\b)");
  return re2::RE2::PartialMatch(made->definition, pattern);
}

// The collations of a column and of the one that it points to, where PostgreSQL 18 refuses the
// foreign key for them. Source: ATAddForeignKeyConstraint in src/backend/commands/tablecmds.c.
std::string collation_clash(const Relation& table, const AddedForeignKey& key,
                            const Schema& schema) {
  const Relation* referenced = schema.relation(key.referenced);
  if (referenced == nullptr) return {};
  std::vector<std::string> targets = key.referenced_columns;
  for (const SchemaConstraint& constraint : referenced->constraints) {
    const bool primary = constraint.kind == sql::Constraint::Kind::primary_key;
    if (primary && targets.empty()) targets = constraint.columns;
  }
  for (std::size_t i = 0; i < std::min(targets.size(), key.columns.size()); ++i) {
    const SchemaColumn* from = table.column(key.columns[i]);
    const SchemaColumn* to = referenced->column(targets[i]);
    if (from == nullptr || to == nullptr || from->collation == to->collation) continue;
    if (!is_nondeterministic(from->collation, schema) &&
        !is_nondeterministic(to->collation, schema)) {
      continue;
    }
    const auto named = [](const std::string& name) { return name.empty() ? "default" : name; };
    return named(from->collation) + " and " + named(to->collation);
  }
  return {};
}

}  // namespace

Ternary is_indexed(const Relation& table, const std::vector<std::string>& columns,
                   const Schema& schema) {
  for (const std::string& name : table.indexes) {
    const SchemaIndex* index = schema.index(name);
    if (index == nullptr || !serves(*index, columns)) continue;
    return index->certain ? Ternary::yes : Ternary::unknown;
  }
  return Ternary::no;
}

void note_foreign_keys(StatementFacts& facts, const Schema& schema, const TransactionState& state) {
  const Relation* table = schema.relation(facts.table);
  if (table == nullptr) return;
  facts.missing_indexes.clear();
  for (AddedForeignKey& key : facts.foreign_keys) {
    if (!has_key(*table, key)) continue;
    if (facts.collation_clash.empty()) facts.collation_clash = collation_clash(*table, key, schema);
    key.indexed = is_indexed(*table, key.columns, schema);
    if (key.indexed != Ternary::no) continue;
    if (!knows_indexes(*table, key, state)) {
      key.indexed = Ternary::unknown;
      continue;
    }
    facts.missing_indexes.push_back(index_statement(*table, key, facts.new_table));
  }
}

std::string key_columns(const AddedForeignKey& key) {
  return key.columns.size() == 1 ? key.columns.front() : "(" + join(key.columns, ", ") + ")";
}

}  // namespace migcheck
