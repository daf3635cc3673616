#include "dialect/alembic/op/schema_items.h"

#include <algorithm>
#include <map>

#include "dialect/alembic/op/role.h"
#include "dialect/alembic/sqlalchemy/ddl_constructs.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/table.h"

namespace migcheck::alembic {

using python::External;
using python::Value;

namespace {

using Tables = std::vector<Table>;

void append(Statements& all, const Statements& more) {
  all.insert(all.end(), more.begin(), more.end());
}

// The statements for the types of tables, each type once.
template <typename MakeSql>
Statements type_statements_of(const Tables& tables, const MakeSql& make_sql) {
  Statements statements;
  for (const Table& table : tables) {
    for (const Column& column : table.columns) {
      if (!column.type->named || !column.type->named->create_with_table) continue;
      const std::string sql = make_sql(*column.type->named, table.schema);
      if (std::find(statements.begin(), statements.end(), sql) == statements.end()) {
        statements.push_back(sql);
      }
    }
  }
  return statements;
}

Statements create_types(const Tables& tables, const LoweringOptions& options) {
  return type_statements_of(tables, [&](const NamedType& type, const auto& schema) {
    return create_type_sql(type, schema, options);
  });
}

Statements drop_types(const Tables& tables) {
  return type_statements_of(tables, [](const NamedType& type, const auto& schema) {
    return drop_type_sql(type, schema);
  });
}

Statements create_tables(const Tables& tables, const LoweringOptions& options) {
  Statements statements = create_types(tables, options);
  for (Table table : tables) {
    for (Column& column : table.columns) {  // their types are there already
      if (!column.type->named) continue;
      SqlType made = *column.type;
      made.named->create_with_table = false;
      column.type = std::make_shared<const SqlType>(std::move(made));
    }
    std::vector<std::string> created_types;
    append(statements, create_table_statements(table, created_types, options));
  }
  return statements;
}

Statements drop_tables(const Tables& tables) {
  Statements statements;
  for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
    statements.push_back("DROP TABLE " + table->sql_name());
  }
  append(statements, drop_types(tables));
  return statements;
}

// --- metadata.create_all() -----------------------------------------------------------------------

bool belongs_to(const External& table, const External* metadata) {
  for (std::size_t i = 0; i < table.arguments.size(); ++i) {
    const python::Argument& argument = table.arguments[i];
    const bool is_metadata = i == 1 || argument.keyword == "metadata";
    if (is_metadata && argument.value.external() == metadata) return true;
  }
  return false;
}

bool lacks_type(const Column& column) {
  return column.type->is_null() && !column.foreign_keys.empty();
}

// The type of the column that a foreign key refers to, in one of `all`; null: it is not there.
TypePtr referred_type(const Constraint& reference, const Tables& all) {
  for (const Table& table : all) {
    if (reference.referred_table != table.name || reference.referred_schema != table.schema) {
      continue;
    }
    for (const Column& column : table.columns) {
      if (column.name.text == reference.referred_columns.front().text) return column.type;
    }
  }
  return null_type();
}

// A column without a type has that of the column that it refers to, in whatever table.
void take_referred_types(Tables& tables, const Tables& all) {
  for (Table& table : tables) {
    for (Column& column : table.columns) {
      if (lacks_type(column)) column.type = referred_type(column.foreign_keys.front(), all);
    }
  }
}

// How many tables, one referring to the next, come before each table.
class Levels {
 public:
  explicit Levels(const Tables& tables) : tables_(tables), levels_(tables.size(), unvisited) {
    for (std::size_t i = 0; i < tables.size(); ++i) by_name_[tables[i].sql_name()] = i;
  }

  int level_of(std::size_t table) {
    if (levels_[table] == open) refuse("the tables of a MetaData refer to each other in a circle");
    if (levels_[table] != unvisited) return levels_[table];
    levels_[table] = open;
    int level = 0;
    for (const Constraint& constraint : tables_[table].constraints) {
      if (constraint.kind != Constraint::Kind::foreign_key || constraint.use_alter) continue;
      const auto referred =
          by_name_.find(quote_qualified(constraint.referred_schema, constraint.referred_table));
      if (referred == by_name_.end() || referred->second == table) continue;
      level = std::max(level, level_of(referred->second) + 1);
    }
    return levels_[table] = level;
  }

 private:
  static constexpr int unvisited = -1, open = -2;

  const Tables& tables_;
  std::vector<int> levels_;
  std::map<std::string, std::size_t> by_name_;
};

// In the order of SQLAlchemy's sorted_tables: what is referred to before what refers, then by name.
Tables sorted(Tables tables) {
  std::sort(tables.begin(), tables.end(), [](const Table& left, const Table& right) {
    return left.sql_name() < right.sql_name();
  });
  Levels levels(tables);
  std::vector<std::pair<int, std::size_t>> order;
  for (std::size_t i = 0; i < tables.size(); ++i) order.emplace_back(levels.level_of(i), i);
  std::sort(order.begin(), order.end());
  Tables ordered;
  for (const auto& [level, table] : order) ordered.push_back(std::move(tables[table]));
  return ordered;
}

Tables known_tables(const External* metadata, const TableCalls& calls,
                    const LoweringOptions& options) {
  Tables tables;
  if (!metadata) return tables;
  for (const auto& table : calls) {
    if (belongs_to(*table, metadata)) tables.push_back(lower_table({table, table->span}, options));
  }
  return tables;
}

Tables tables_of_metadata(const Value& metadata, const External& call, const TableCalls& calls,
                          const LoweringOptions& options) {
  const Arguments arguments(call.arguments, {"create_all", "bind tables checkfirst"});
  const Tables all = known_tables(metadata.external(), calls, options);
  Tables tables = all;
  if (arguments.has("tables")) {
    tables.clear();
    for (const Value& table : arguments.list("tables"))
      tables.push_back(lower_table(table, options));
  }
  if (tables.empty()) refuse("the tables of a MetaData are not known");
  take_referred_types(tables, all);
  return sorted(std::move(tables));
}

// table.create(bind), for which only the types of its columns need the other tables.
Tables one_table(const Value& item, const TableCalls& calls, const LoweringOptions& options) {
  Tables one = {lower_table(item, options)};
  const auto& columns = one.front().columns;
  const auto arguments = call_arguments(item);
  const bool has_metadata = construct_name(item) == "Table" && arguments.size() > 1;
  if (has_metadata && std::any_of(columns.begin(), columns.end(), lacks_type)) {
    take_referred_types(one, known_tables(arguments[1].value.external(), calls, options));
  }
  return one;
}

Statements type_statements(const Value& item, bool create, const LoweringOptions& options) {
  const TypePtr type = lower_type(item, "the type", options);
  if (!type->named) return {};
  if (type->named->schema_of_metadata) {
    refuse("the schema of a type that a MetaData gives it is not followed");
  }
  return {create ? create_type_sql(*type->named, {}, options) : drop_type_sql(*type->named, {})};
}

bool is_table(std::string_view construct) {
  return construct == "Table" || construct == "create_table";
}

}  // namespace

std::optional<Statements> schema_item_statements(const Value& item, std::string_view method,
                                                 const External& call, const TableCalls& tables,
                                                 const LoweringOptions& options) {
  const std::string_view construct = construct_name(item);
  if (construct == "MetaData" && (method == "create_all" || method == "drop_all")) {
    const Tables found = tables_of_metadata(item, call, tables, options);
    return method == "create_all" ? create_tables(found, options) : drop_tables(found);
  }
  if (method != "create" && method != "drop") return {};
  const bool create = method == "create";
  if (construct == "Enum" || construct == "ENUM" || construct == "DOMAIN") {
    return type_statements(item, create, options);
  }
  if (is_table(construct)) {
    const Tables one = one_table(item, tables, options);
    return create ? create_tables(one, options) : drop_tables(one);
  }
  if (construct == "Sequence") {
    return Statements{create ? create_sequence_sql(item, false, options)
                             : drop_sequence_sql(item, false)};
  }
  if (construct == "Index") {
    return Statements{create ? create_index_sql(item, false, options)
                             : drop_index_sql(item, false, options)};
  }
  return {};
}

std::string_view context_block(const External& manager) {
  if (manager.kind != External::Kind::call || manager.operands.empty()) return {};
  const External* callee = manager.operands.front().external();
  const bool is_method = callee && callee->kind == External::Kind::attribute &&
                         !callee->operands.empty() &&
                         role_of(callee->operands.front()) == Role::migration_context;
  return is_method ? std::string_view(callee->path) : std::string_view();
}

}  // namespace migcheck::alembic
