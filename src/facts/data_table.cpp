#include <algorithm>

#include "core/text.h"
#include "facts/fact_value.h"
#include "facts/safe_form.h"
#include "facts/statement_table.h"
#include "sql/parse.h"
#include "sql/plpgsql.h"

namespace migcheck {

namespace {

using S = StatementFacts;
using Kind = Dependent::Kind;

std::vector<std::string> listed(const std::vector<Dependent>& dependents) {
  std::vector<std::string> texts;
  for (const Dependent& dependent : dependents) texts.push_back(to_string(dependent));
  return texts;
}

FactValue cascade_drops(const S& facts) {
  if (!facts.cascade) return std::vector<std::string>();
  if (!facts.dependents) return UnknownFact{};
  return listed(*facts.dependents);
}

std::vector<std::string> dropped_columns(const S& facts) {
  if (!facts.cascade || !facts.dependents) return {};
  std::vector<Dependent> columns = *facts.dependents;
  std::erase_if(columns, [](const Dependent& d) { return d.kind != Kind::column; });
  return listed(columns);
}

std::vector<std::string> used_by(const S& facts) {
  if (facts.cascade || !facts.dependents) return {};
  std::vector<Dependent> users = *facts.dependents;
  std::erase_if(users, [](const Dependent& user) { return !user.certain; });
  return listed(users);
}

bool is_view(const Dependent& dependent) {
  return dependent.kind == Kind::view || dependent.kind == Kind::materialized_view;
}

// What takes the views out of the way, the last one first.
std::string drop_users(const S& facts) {
  std::string sql;
  for (const Dependent& user : facts.dependents.value_or(std::vector<Dependent>())) {
    if (!is_view(user)) continue;
    const bool stored = user.kind == Kind::materialized_view;
    sql = std::string("DROP ") + (stored ? "MATERIALIZED " : "") + "VIEW " + sql_name(user.object) +
          ";\n" + sql;
  }
  return sql;
}

// What makes them again.
std::string users_again(const S& facts) {
  std::string sql;
  for (const Dependent& user : facts.dependents.value_or(std::vector<Dependent>())) {
    if (is_view(user)) sql += user.definition + ";\n";
  }
  return std::string(trim(sql));
}

std::string renamed(const S& facts) {
  const bool qualified = facts.new_name.find('.') != std::string::npos;
  return sql_name(qualified ? facts.new_name : sibling(facts.table, facts.new_name));
}

std::string schema_argument(const S& facts) {
  const std::string schema = unqualified(facts.table).schema;
  return schema.empty() || schema == "public" ? "" : ", schema=\"" + schema + "\"";
}

std::string literal(const std::string& text) { return "'" + replace_all(text, "'", "''") + "'"; }

std::string quoted_or_empty(const std::string& name) {
  return name.empty() ? "" : sql::quoted(name);
}

// Parsed for those who ask, which few do.
bool block_changes_schema(const S& facts) {
  if (facts.kind != "do_block") return false;
  for (const sql::ParsedStatement& statement : sql::parse(facts.sql)) {
    const auto* block = std::get_if<sql::DoBlock>(&statement.operation);
    if (block == nullptr) continue;
    for (const sql::EmbeddedStatement& inner : sql::statements_in(*block).statements) {
      const std::string text = to_lower(trim(inner.text));
      if (text.starts_with("alter default privileges")) continue;
      if (text.starts_with("create") || text.starts_with("alter") || text.starts_with("drop")) {
        return true;
      }
    }
  }
  return false;
}

constexpr FactType boolean = FactType::boolean;
constexpr FactType integer = FactType::integer;
constexpr FactType text = FactType::text;
constexpr FactType list = FactType::list;

// clang-format off
const Fact<S> facts_of_data[] = {
    {{"column_new_sql", text, "The column's name with _new behind it, quoted as SQL needs it."},
     [](const S& f) { return to_fact(f.column.empty() ? std::string() : sql::quoted(f.column + "_new")); }},
    {{"new_name_literal", text, "The new name of a value of an enum, as a literal of SQL."},
     [](const S& f) -> FactValue { return literal(f.new_name); }},
    {{"full_sql", text, "The statement as it is written, at its full length."},
     [](const S& f) { return to_fact(std::string(trim(f.sql))); }},
    {{"set_sql", text, "SET LOCAL where it runs in a transaction, else SET."},
     [](const S& f) -> FactValue { return std::string(f.in_transaction ? "SET LOCAL" : "SET"); }},

    {{"table_name", text, "The table without its schema, as Alembic's operations take it."},
     [](const S& f) { return to_fact(f.table.empty() ? std::string() : unqualified(f.table).name); }},
    {{"schema_argument", text, "The argument that names the table's schema to Alembic's operations, with a comma before it; empty for public."},
     [](const S& f) -> FactValue { return schema_argument(f); }},
    {{"renamed_sql", text, "The table under its new name and schema, quoted as SQL needs it."},
     [](const S& f) { return to_fact(f.new_name.empty() ? std::string() : renamed(f)); }},
    {{"enum_sql", text, "The enum that is altered, quoted as SQL needs it."},
     [](const S& f) { return to_fact(f.kind.ends_with("enum_value") ? sql_name(f.type) : std::string()); }},

    {{"cascade_drops", list, "What CASCADE drops besides what is named: views, foreign keys of other tables, columns and so on, as far as the history shows them; unknown where it shows none and has statements that could not be read."},
     cascade_drops},
    {{"cascade_loses", list, "Those of them that are not there again at the end of the script; unknown where something in it could not be read."},
     [](const S& f) -> FactValue { return f.position.lost ? FactValue(*f.position.lost) : UnknownFact{}; }},
    {{"cascade_drops_columns", list, "Those of them that are columns of tables that stay."},
     [](const S& f) -> FactValue { return dropped_columns(f); }},
    {{"lost_views", list, "Views that CASCADE drops, and that are not there again at the end of the script."},
     [](const S& f) -> FactValue { return f.position.lost_views; }},
    {{"lost_views_sql", text, "The statements that make those views again."},
     [](const S& f) { return to_fact(std::string(trim(f.position.lost_views_sql))); }},
    {{"lost_views_alembic", text, "The same as an Alembic call."},
     [](const S& f) { return to_fact(executed(std::string(trim(f.position.lost_views_sql)))); }},
    {{"used_by", list, "What certainly stands in the way of a drop without CASCADE, or of a change of a column's type: PostgreSQL refuses the statement."},
     [](const S& f) -> FactValue { return used_by(f); }},
    {{"drop_users_sql", text, "The statements that drop the views among them, those that read others first."},
     [](const S& f) -> FactValue { return drop_users(f); }},
    {{"drop_users_alembic", text, "The same as an Alembic call."},
     [](const S& f) -> FactValue { return executed(std::string(trim(drop_users(f)))); }},
    {{"users_again_sql", text, "The statements that make those views again."},
     [](const S& f) -> FactValue { return users_again(f); }},
    {{"users_again_alembic", text, "The same as an Alembic call."},
     [](const S& f) -> FactValue { return executed(users_again(f)); }},
    {{"also_truncated", list, "Existing tables that TRUNCATE … CASCADE empties besides those that are named."},
     [](const S& f) -> FactValue { return f.also_truncated; }},
    {{"required", boolean, "The dropped column is NOT NULL and has no default: every INSERT has to give it a value."},
     [](const S& f) { return to_fact(f.required); }},
    {{"replacement", text, "Of a dropped column: the one column of the same type that the script adds to the table, where nothing in it copies values."},
     [](const S& f) { return to_fact(f.position.replacement); }},
    {{"replacement_sql", text, "The same, quoted as SQL needs it."},
     [](const S& f) { return to_fact(quoted_or_empty(f.position.replacement)); }},
    {{"narrowing", text, "What a change of type does to values that the new type does not hold: longer values make it fail, fractions are rounded away and so on."},
     [](const S& f) { return to_fact(f.narrowing); }},
    {{"acknowledged", boolean, "The revision's file says what the configuration wants said before data is destroyed; unknown where it wants nothing."},
     [](const S& f) { return to_fact(f.position.acknowledged); }},

    {{"view_conflict", text, "Why PostgreSQL refuses CREATE OR REPLACE VIEW: what the new query does to the columns of the view."},
     [](const S& f) { return to_fact(f.view_conflict); }},
    {{"selects_star", boolean, "The view is SELECT *, and does not stand in for a table that the script renames."},
     [](const S& f) -> FactValue { return f.has_star; }},
    {{"doubled_column", text, "A column that is listed or assigned twice, which PostgreSQL refuses."},
     [](const S& f) { return to_fact(f.doubled_column); }},
    {{"lists_columns", boolean, "The INSERT lists its columns."},
     [](const S& f) -> FactValue { return f.has_columns; }},
    {{"numbered_column", text, "The serial or identity column to which an INSERT gives numbers of its own."},
     [](const S& f) { return to_fact(f.numbered_column); }},
    {{"numbered_column_sql", text, "The same, quoted as SQL needs it."},
     [](const S& f) { return to_fact(quoted_or_empty(f.numbered_column)); }},
    {{"needs_setval", boolean, "No later statement of the script sets the sequence of that column."},
     [](const S& f) -> FactValue { return f.position.needs_setval; }},
    {{"never_analyzed", boolean, "It changes many rows, and nothing analyzes the table after it."},
     [](const S& f) -> FactValue { return f.position.never_analyzed; }},
    {{"new_label", text, "A label of an enum that the same transaction has added, and that the statement uses."},
     [](const S& f) { return to_fact(f.new_label); }},
    {{"new_label_literal", text, "The same as a literal of SQL."},
     [](const S& f) -> FactValue { return literal(f.new_label); }},
    {{"label_type_sql", text, "The enum of that label, quoted as SQL needs it."},
     [](const S& f) { return to_fact(f.new_label_type.empty() ? std::string() : sql_name(f.new_label_type)); }},
    {{"own_columns", boolean, "Some of the columns of the index or constraint were added by this script."},
     [](const S& f) -> FactValue { return f.own_columns; }},

    {{"guarded", boolean, "IF EXISTS, IF NOT EXISTS or OR REPLACE is written."},
     [](const S& f) -> FactValue { return f.guarded; }},
    {{"exists", boolean, "What it creates is there already."},
     [](const S& f) { return to_fact(f.exists); }},
    {{"gone", boolean, "The dropped view is not there again at the end of the script."},
     [](const S& f) -> FactValue { return f.position.gone; }},
    {{"followed", boolean, "A later statement of the script changes the schema or data."},
     [](const S& f) -> FactValue { return f.position.followed; }},
    {{"created_later", text, "A table that it uses, and that only a later statement of the script creates."},
     [](const S& f) { return to_fact(f.position.created_later); }},
    {{"built_before", text, "An index of the table that the script has built before this statement writes the table anew."},
     [](const S& f) { return to_fact(f.position.built_before); }},

    {{"waits_unlimited", boolean, "It is the first statement of its script that blocks reads or writes of an existing table without a lock_timeout."},
     [](const S& f) -> FactValue { return f.position.waits_unlimited; }},
    {{"works_unlimited", boolean, "It is the first statement of its script that reads or writes all rows of an existing table under such a lock without a statement_timeout."},
     [](const S& f) -> FactValue { return f.position.works_unlimited; }},
    {{"idles_unlimited", boolean, "It is the first statement of its script that takes such a lock in a transaction that may idle without a limit."},
     [](const S& f) -> FactValue { return f.position.idles_unlimited; }},
    {{"idle_timeout", integer, "The idle_in_transaction_session_timeout in force, in milliseconds; 0 for none."},
     [](const S& f) { return to_fact(f.idle_timeout); }},
    {{"held_exclusively", list, "Existing tables that earlier statements of the same transaction hold under ACCESS EXCLUSIVE."},
     [](const S& f) -> FactValue { return f.position.held_exclusively; }},
    {{"held_tables", text, "The same for a message: the first of them, and how many more there are."},
     [](const S& f) { return to_fact(join_some(f.position.held_exclusively, 3)); }},
    {{"also_locked", list, "Existing tables on which it takes ACCESS EXCLUSIVE besides those, the first statement of its transaction to do so."},
     [](const S& f) -> FactValue { return f.position.also_locked; }},
    {{"slow_under_lock", boolean, "It reads or writes a whole table, the first statement to do so, while its transaction holds such a lock."},
     [](const S& f) -> FactValue { return f.position.slow_under_lock; }},
    {{"could_join", boolean, "The statement before it alters the same table, and one ALTER TABLE would spare a pass over the rows or a wait for the lock."},
     [](const S& f) -> FactValue { return f.position.could_join; }},

    {{"nested", boolean, "BEGIN inside of a transaction."},
     [](const S& f) -> FactValue { return f.position.nested; }},
    {{"left_open", boolean, "BEGIN of a transaction that the script does not end."},
     [](const S& f) -> FactValue { return f.position.left_open; }},
    {{"ends_runner", boolean, "COMMIT or ROLLBACK of the transaction that the runner has begun."},
     [](const S& f) -> FactValue { return f.position.ends_runner; }},
    {{"next_call", text, "Of such a COMMIT: the next statement that is none as an Alembic call; pass where there is none."},
     [](const S& f) -> FactValue { return f.position.next_call.empty() ? std::string("pass") : f.position.next_call; }},
    {{"ends_nothing", boolean, "COMMIT or ROLLBACK where there is no transaction."},
     [](const S& f) -> FactValue { return f.position.ends_nothing; }},
    {{"block_changes_schema", boolean, "The DO block creates, alters or drops something."},
     [](const S& f) -> FactValue { return block_changes_schema(f); }},
};
// clang-format on

}  // namespace

std::span<const Fact<StatementFacts>> data_table() { return facts_of_data; }

}  // namespace migcheck
