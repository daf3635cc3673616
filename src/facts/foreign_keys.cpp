#include "facts/foreign_keys.h"

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

void note_foreign_key_indexes(StatementFacts& facts, const Schema& schema,
                              const TransactionState& state) {
  const Relation* table = schema.relation(facts.table);
  if (table == nullptr) return;
  facts.missing_indexes.clear();
  for (AddedForeignKey& key : facts.foreign_keys) {
    if (!has_key(*table, key)) continue;
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
