#include "facts/index_details.h"

#include <algorithm>

#include "core/text.h"
#include "schema/qualify.h"
#include "schema/render.h"

namespace migcheck {

namespace {

// The keys as the schema has them.
std::vector<sql::IndexKey> qualified_keys(std::vector<sql::IndexKey> keys, const Schema& schema) {
  const Qualifier qualifier(schema);
  for (sql::IndexKey& key : keys) qualifier.expression(key.expression);
  return keys;
}

std::string text_of(const Boxed<sql::Expression>& expression) {
  return expression ? to_string(*expression) : std::string();
}

bool same_key(const sql::IndexKey& a, const sql::IndexKey& b) {
  const auto nulls_first = [](const sql::IndexKey& key) {
    return key.nulls_first.value_or(key.descending);
  };
  return a.column == b.column && text_of(a.expression) == text_of(b.expression) &&
         a.operator_class == b.operator_class &&
         a.operator_class_options == b.operator_class_options && a.collation == b.collation &&
         a.descending == b.descending && nulls_first(a) == nulls_first(b);
}

bool begins_with(const std::vector<sql::IndexKey>& keys, const std::vector<sql::IndexKey>& first) {
  return keys.size() >= first.size() &&
         std::equal(first.begin(), first.end(), keys.begin(), same_key);
}

bool includes(const SchemaIndex& index, const std::vector<std::string>& columns) {
  return std::ranges::all_of(columns, [&](const std::string& column) {
    return std::ranges::find(index.include, column) != index.include.end();
  });
}

// Dropped by the script, by itself or with its constraint or a column.
bool goes(const SchemaIndex& index, const ScriptOutline* outline) {
  if (outline == nullptr) return false;
  if (outline->dropped_indexes.contains(index.name)) return true;
  if (outline->dropped_tables.contains(index.table)) return true;
  if (outline->dropped_constraints.contains(constraint_key(index.table, index.constraint))) {
    return true;
  }
  return std::ranges::any_of(index.columns, [&](const std::string& column) {
    return outline->dropped_columns.contains(column_key(index.table, column));
  });
}

// An index that does everything that `made` would.
bool is_equal(const SchemaIndex& index, const sql::CreateIndex& made,
              const std::vector<sql::IndexKey>& keys) {
  const bool unique_enough =
      !made.unique || (index.unique && index.nulls_not_distinct == made.nulls_not_distinct);
  return index.keys.size() == keys.size() && begins_with(index.keys, keys) &&
         includes(index, made.include) && unique_enough &&
         text_of(index.where) == text_of(made.where);
}

bool is_longer(const SchemaIndex& index, const sql::CreateIndex& made,
               const std::vector<sql::IndexKey>& keys) {
  return !made.unique && made.include.empty() && !made.where && !index.where &&
         index.method == "btree" && index.keys.size() > keys.size() &&
         begins_with(index.keys, keys);
}

std::string repeated_column(const sql::CreateIndex& made) {
  for (std::size_t i = 0; i < made.keys.size(); ++i) {
    const sql::IndexKey& key = made.keys[i];
    if (key.column.empty()) continue;
    const auto same = [&](const sql::IndexKey& other) {
      return other.column == key.column && other.operator_class == key.operator_class;
    };
    if (std::any_of(made.keys.begin(), made.keys.begin() + static_cast<std::ptrdiff_t>(i), same)) {
      return key.column;
    }
    if (std::ranges::find(made.include, key.column) != made.include.end()) return key.column;
  }
  return {};
}

// Visits the indexes of the table that are there for certain, and stay.
template <typename Visit>
void for_lasting_indexes(const std::string& table, const Schema& schema,
                         const ScriptOutline* outline, Visit visit) {
  const Relation* relation = schema.relation(table);
  if (relation == nullptr) return;
  for (const std::string& name : relation->indexes) {
    const SchemaIndex* index = schema.index(name);
    if (index == nullptr || !index->certain || !index->valid || goes(*index, outline)) continue;
    visit(*index);
  }
}

SchemaIndex as_index(const sql::CreateIndex& made, const std::string& name) {
  SchemaIndex index;
  index.name = name;
  index.keys = made.keys;
  index.include = made.include;
  index.method = made.method.empty() ? "btree" : made.method;
  index.where = made.where;
  index.unique = made.unique;
  index.nulls_not_distinct = made.nulls_not_distinct;
  index.options = made.options;
  return index;
}

}  // namespace

IndexDetails index_details(const sql::CreateIndex& made, const std::string& table,
                           const Schema& schema, const ScriptOutline* outline) {
  IndexDetails details;
  const std::string name = unqualified(table).schema + "." + made.name;
  details.repeated_column = repeated_column(made);
  details.keys = made.keys.size();
  details.dropped_before = outline != nullptr && outline->dropped_indexes.contains(name);
  if (made.if_not_exists && schema.index(name) != nullptr) return details;
  const std::vector<sql::IndexKey> keys = qualified_keys(made.keys, schema);
  const std::string method = made.method.empty() ? "btree" : made.method;
  for_lasting_indexes(table, schema, outline, [&](const SchemaIndex& index) {
    if (index.method != method) return;
    if (is_equal(index, made, keys) && details.equal.empty()) details.equal = index.name;
    if (is_longer(index, made, keys) && details.longer.empty()) details.longer = index.name;
  });
  return details;
}

std::string index_of_same_key(const sql::Constraint& added, const std::string& table,
                              const Schema& schema, const ScriptOutline* outline) {
  sql::CreateIndex made;
  made.unique = true;
  made.include = added.include;
  made.nulls_not_distinct = added.nulls_not_distinct;
  for (const std::string& column : added.columns) made.keys.emplace_back().column = column;
  std::string found;
  for_lasting_indexes(table, schema, outline, [&](const SchemaIndex& index) {
    if (index.method == "btree" && is_equal(index, made, made.keys)) found = index.name;
  });
  return found;
}

std::vector<std::string> stepwise_index(const sql::CreateIndex& made, const std::string& table,
                                        const Schema& schema) {
  const sql::Name place = unqualified(table);
  const std::string own = made.name.empty() ? place.name + "_idx" : made.name;
  const std::string parent_name = place.schema + "." + own;
  SchemaIndex parent = as_index(made, parent_name);
  parent.only = true;
  std::vector<std::string> steps = {rendered_index(parent, table)};
  const Relation* relation = schema.relation(table);
  if (relation == nullptr || relation->children.empty()) return steps;
  const std::string& partition = relation->children.front();
  const std::string name = partition + "_" + own;
  const std::string text = rendered_index(as_index(made, name), partition);
  const std::size_t behind = text.find(" INDEX ") + std::string_view(" INDEX ").size();
  steps.push_back(text.substr(0, behind) + "CONCURRENTLY " + text.substr(behind));
  steps.push_back("ALTER INDEX " + rendered_name(parent_name) + " ATTACH PARTITION " +
                  rendered_name(name));
  return steps;
}

std::vector<std::string> lacking_in_key(const std::vector<std::string>& partition_key,
                                        const std::vector<std::string>& columns) {
  std::vector<std::string> lacking;
  for (const std::string& column : partition_key) {
    if (column.empty()) return {"an expression"};
    if (std::ranges::find(columns, column) == columns.end()) lacking.push_back(column);
  }
  return lacking;
}

}  // namespace migcheck
