#include "roundtrip/rows/conditions.h"

#include "core/text.h"
#include "postgres/connection.h"
#include "roundtrip/rows/expression_words.h"

namespace migcheck {

namespace {

void add_columns(const TableShape& table, const std::string& expression, std::set<int>& columns) {
  const std::set<std::string> names = expression_words(expression).names;
  for (const ColumnShape& column : table.columns) {
    if (!names.contains(column.name)) continue;
    if (column.generated.empty()) {
      columns.insert(column.number);
    } else {
      add_columns(table, column.generated, columns);  // which names no generated column
    }
  }
}

// A domain's CHECK has VALUE, which is a column's name like any other outside of a domain.
std::string check_of_domain(const std::string& column, const std::string& check) {
  return "(SELECT (" + check + ") FROM (SELECT " + column + " AS value) AS domain_value)";
}

void add_domain_checks(const Shapes& shapes, const ColumnShape& column,
                       std::vector<RowCondition>& conditions) {
  for (const TypeShape* type = &shapes.types.at(column.type); type->kind == 'd';
       type = &shapes.types.at(type->base)) {
    for (const std::string& check : type->checks) {
      conditions.push_back({"the check of the domain " + type->sql + ", " + check,
                            check_of_domain(quote_identifier(column.name), check),
                            {column.number}});
    }
  }
}

std::string in_parentheses(const std::vector<std::string>& parts) {
  return "(" + join(parts, ", ") + ")";
}

// A row of a tree refers to the root, unless it is that.
RowCondition tree_condition(const TableShape& table, const ForeignKeyShape& key,
                            const std::string& root) {
  const std::string column = quote_identifier(table.column(key.columns.front())->name);
  const std::string id = quote_identifier(table.column(key.referenced.front())->name);
  return {"the foreign key " + key.name,
          "((" + column + " IS NULL) = (" + id + " = " + root + "))",
          {key.columns.front(), key.referenced.front()}};
}

RowCondition foreign_key_condition(const TableShape& table, const ForeignKeyShape& key,
                                   const ReferenceKeys& found) {
  RowCondition condition{
      "the foreign key " + key.name, {}, {key.columns.begin(), key.columns.end()}};
  std::vector<std::string> names, nulls, same;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    names.push_back(quote_identifier(table.column(key.columns[i])->name));
    nulls.push_back(names.back() + " IS NULL");
    if (!refers_to_itself(table, key) || is_tree(table, key)) continue;
    same.push_back(names.back() + " = " + quote_identifier(table.column(key.referenced[i])->name));
    condition.columns.insert(key.referenced[i]);
  }
  std::vector<std::string> ways{"(" + join(nulls, key.match_full ? " AND " : " OR ") + ")"};
  if (!same.empty()) ways.push_back("(" + join(same, " AND ") + ")");
  std::vector<std::string> tuples;
  for (const auto& tuple : found.keys) tuples.push_back(in_parentheses(tuple));
  if (!tuples.empty()) ways.push_back(in_parentheses(names) + " IN " + in_parentheses(tuples));
  condition.sql = "(" + join(ways, " OR ") + ")";
  return condition;
}

}  // namespace

std::set<int> named_columns(const TableShape& table, const std::string& expression) {
  std::set<int> columns;
  add_columns(table, expression, columns);
  return columns;
}

std::set<int> unique_columns(const TableShape& table, const UniqueShape& unique) {
  std::set<int> columns = named_columns(table, unique.expressions);
  for (const int number : unique.columns) {
    const ColumnShape* column = table.column(number);  // none where an expression stands
    if (column != nullptr) columns.merge(named_columns(table, quote_identifier(column->name)));
  }
  return columns;
}

std::vector<RowCondition> table_conditions(const Shapes& shapes, const TableShape& table,
                                           const std::vector<ReferenceKeys>& keys) {
  std::vector<RowCondition> conditions;
  for (const CheckShape& check : table.checks) {
    conditions.push_back({check.name + ", " + check.expression, check.expression,
                          named_columns(table, check.expression)});
  }
  for (const ColumnShape& column : table.columns) {
    if (column.generated.empty()) add_domain_checks(shapes, column, conditions);
  }
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const ForeignKeyShape& key = table.foreign_keys[i];
    const std::string root = root_key(shapes, table, key, keys[i]);
    conditions.push_back(root.empty() ? foreign_key_condition(table, key, keys[i])
                                      : tree_condition(table, key, root));
  }
  return conditions;
}

}  // namespace migcheck
