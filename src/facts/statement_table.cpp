#include "facts/statement_table.h"

#include "core/text.h"
#include "facts/fact_value.h"
#include "facts/safe_form.h"

namespace migcheck {

namespace {

using S = StatementFacts;

// The lock on the table that the statement is about.
const RelationLock* main_lock(const S& facts) {
  const bool none = facts.locks.empty() || facts.locks.front().mode == LockMode::access_share;
  return none ? nullptr : &facts.locks.front();
}

// The relations of the heavy locks.
std::vector<std::string> heavily_locked(const S& facts) {
  std::vector<std::string> relations;
  for (const RelationLock& lock : notable_locks(facts)) {
    if (is_heavy(lock.mode)) relations.push_back(lock.relation);
  }
  return relations;
}

std::string identifier_list(const std::vector<std::string>& columns) {
  std::vector<std::string> written;
  for (const std::string& column : columns) written.push_back(sql::quoted(column));
  return join(written, ", ");
}

std::string short_sql(const S& facts) {
  constexpr std::size_t longest = 80;
  return on_one_line(facts.sql, longest);
}

constexpr FactType boolean = FactType::boolean;
constexpr FactType integer = FactType::integer;
constexpr FactType text = FactType::text;
constexpr FactType list = FactType::list;

// clang-format off
const Fact<S> general[] = {
    {{"kind", text, "What the statement does: add_column, create_index, drop_table and so on. A statement that does several things is judged once for each."},
     [](const S& f) { return to_fact(f.kind); }},
    {{"direction", text, "upgrade or downgrade."},
     [](const S& f) -> FactValue { return std::string(to_string(f.direction)); }},
    {{"dialect", text, "The history's format: alembic, diesel, sqlx, golang-migrate, flyway, goose, dbmate or sql."},
     [](const S& f) { return to_fact(f.dialect); }},
    {{"in_transaction", boolean, "It runs in a transaction, the runner's or one that the script began."},
     [](const S& f) -> FactValue { return f.in_transaction; }},
    {{"conditional", boolean, "It stands in a branch that may not be taken."},
     [](const S& f) -> FactValue { return f.conditional; }},
    {{"sql", text, "The statement on one line, cut where it is long."},
     [](const S& f) { return to_fact(short_sql(f)); }},

    {{"table", text, "The table (view, index) that it is about, with its schema."},
     [](const S& f) { return to_fact(f.table); }},
    {{"table_sql", text, "The same, quoted as SQL needs it."},
     [](const S& f) { return to_fact(f.table.empty() ? std::string() : sql_name(f.table)); }},
    {{"sized_table", text, "The table with its rows and bytes, where the statistics have them: public.orders (12 million rows, 3.1 GB)."},
     [](const S& f) { return to_fact(f.table.empty() ? std::string() : sized_table(*f.settings, f.table)); }},
    {{"only_small_tables", boolean, "The table, and every other existing one that it locks heavily, is known to be small; false where a size is not known."},
     [](const S& f) -> FactValue { return f.only_small_tables; }},
    {{"new_table", boolean, "The table was created in this very transaction: nobody else can see it yet."},
     [](const S& f) -> FactValue { return f.new_table; }},
    {{"column", text, "The column that it is about."},
     [](const S& f) { return to_fact(f.column); }},
    {{"column_sql", text, "The same, quoted as SQL needs it."},
     [](const S& f) { return to_fact(f.column.empty() ? std::string() : sql::quoted(f.column)); }},
    {{"columns", list, "The columns of an index, a constraint, an UPDATE."},
     [](const S& f) -> FactValue { return f.columns; }},
    {{"columns_sql", text, "The same, quoted and joined with commas."},
     [](const S& f) { return to_fact(identifier_list(f.columns)); }},
    {{"type", text, "The type of an added column, or the new one of ALTER COLUMN … TYPE."},
     [](const S& f) { return to_fact(f.type); }},
    {{"type_missing", boolean, "Nothing in the history has made the type of an added column; only where the history makes the table itself, and no extension."},
     [](const S& f) -> FactValue { return f.type_missing; }},
    {{"old_type", text, "The type before ALTER COLUMN … TYPE; unknown where the history does not tell."},
     [](const S& f) { return to_fact(f.old_type); }},
    {{"constraint", text, "The constraint, by the name that it has or that PostgreSQL gives it."},
     [](const S& f) { return to_fact(constraint_name(f)); }},
    {{"index", text, "The index that is created, dropped or used."},
     [](const S& f) { return to_fact(f.index); }},
    {{"object", text, "What is dropped, renamed or refused, where it is not a column."},
     [](const S& f) { return to_fact(f.object); }},
    {{"new_name", text, "The new name of what is renamed."},
     [](const S& f) { return to_fact(f.new_name); }},
    {{"referenced_table", text, "The table that a foreign key points to."},
     [](const S& f) { return to_fact(f.referenced); }},
    {{"default", text, "The default of an added column."},
     [](const S& f) { return to_fact(f.default_text); }},
    {{"default_function", text, "The function that makes the default volatile, or that is not known."},
     [](const S& f) { return to_fact(f.culprit); }},

    {{"concurrently", boolean, "CONCURRENTLY is written."},
     [](const S& f) -> FactValue { return f.concurrently; }},
    {{"not_valid", boolean, "NOT VALID is written."},
     [](const S& f) -> FactValue { return f.not_valid; }},
    {{"using_index", boolean, "USING INDEX is written."},
     [](const S& f) -> FactValue { return f.using_index; }},
    {{"inline", boolean, "The constraint is written with the column that is added."},
     [](const S& f) -> FactValue { return f.inlined; }},
    {{"unique", boolean, "The index is unique."},
     [](const S& f) -> FactValue { return f.unique; }},
    {{"cascade", boolean, "CASCADE is written."},
     [](const S& f) -> FactValue { return f.cascade; }},
    {{"full", boolean, "VACUUM FULL."},
     [](const S& f) -> FactValue { return f.full; }},
    {{"not_null", boolean, "The added column is NOT NULL."},
     [](const S& f) -> FactValue { return f.not_null; }},
    {{"has_default", boolean, "The added column has a default other than NULL."},
     [](const S& f) -> FactValue { return f.has_default; }},
    {{"fills_itself", boolean, "The added column is serial, an identity or generated, or its type fills it."},
     [](const S& f) -> FactValue { return f.fills_itself; }},
    {{"generated_stored", boolean, "The added column is GENERATED ALWAYS AS … STORED."},
     [](const S& f) -> FactValue { return f.stored_generated; }},
    {{"default_volatile", boolean, "The default differs from row to row."},
     [](const S& f) { return to_fact(f.volatile_default); }},
    {{"constrained_domain", boolean, "The added column's type is a domain with NOT NULL or a CHECK."},
     [](const S& f) { return to_fact(f.constrained_domain); }},
    {{"has_where", boolean, "The UPDATE or DELETE has a WHERE."},
     [](const S& f) -> FactValue { return f.has_where; }},
    {{"narrowed", boolean, "The WHERE picks few rows: by a key, a range or a LIMIT."},
     [](const S& f) { return to_fact(f.narrowed); }},
    {{"own_object", boolean, "What it drops or renames was created by this revision; in a downgrade, by its upgrade."},
     [](const S& f) { return to_fact(f.own_object); }},
    {{"goes_anyway", boolean, "The dropped index belongs to a table or column that the same script drops."},
     [](const S& f) -> FactValue { return f.goes_anyway; }},
    {{"old_name_kept", boolean, "The script creates a view under the old name of what it renames."},
     [](const S& f) -> FactValue { return f.old_name_kept; }},
    {{"mixed_with", list, "Of a data change: the existing tables whose schema the same transaction changes."},
     [](const S& f) -> FactValue { return f.mixed_with; }},
    {{"has_cast", boolean, "There is a cast from the old type to the new one, or from what USING makes, that ALTER COLUMN … TYPE may use; without one PostgreSQL refuses."},
     [](const S& f) { return to_fact(f.has_cast); }},
    {{"index_rebuild", boolean, "ALTER COLUMN … TYPE builds an index of the column anew under its lock."},
     [](const S& f) { return to_fact(f.index_rebuild); }},
    {{"fails_in_transaction", boolean, "PostgreSQL refuses it in a transaction."},
     [](const S& f) -> FactValue { return f.fails_in_transaction; }},

    {{"lock", text, "The lock on the table, in PostgreSQL's words: ACCESS EXCLUSIVE, SHARE and so on."},
     [](const S& f) -> FactValue { return main_lock(f) ? FactValue(std::string(to_string(main_lock(f)->mode))) : UnknownFact{}; }},
    {{"blocks", text, "What that lock blocks: reads and writes, writes, nothing."},
     [](const S& f) -> FactValue { return main_lock(f) ? FactValue(std::string(blocks(main_lock(f)->mode))) : UnknownFact{}; }},
    {{"heavily_locked", list, "Every relation on which it blocks reads or writes."},
     [](const S& f) -> FactValue { return heavily_locked(f); }},
    {{"lock_timeout", integer, "The lock_timeout in force, in milliseconds; 0 for none. What the server, the role or the database set is not seen."},
     [](const S& f) { return to_fact(f.lock_timeout); }},
    {{"statement_timeout", integer, "The statement_timeout in force, in milliseconds; 0 for none."},
     [](const S& f) { return to_fact(f.statement_timeout); }},
    {{"held", list, "Every relation on which earlier statements of the same transaction block reads or writes."},
     [](const S& f) -> FactValue { return f.held; }},
    {{"rewrite", boolean, "It writes a table anew."},
     [](const S& f) { return to_fact(f.rewrite); }},
    {{"scan", boolean, "It reads every row of a table under its lock."},
     [](const S& f) { return to_fact(f.scan); }},

    {{"concurrent_sql", text, "The statement with CONCURRENTLY, as SQL."},
     [](const S& f) { return to_fact(concurrent_form(f).sql); }},
    {{"concurrent_alembic", text, "The statement with CONCURRENTLY, as an Alembic call."},
     [](const S& f) { return to_fact(concurrent_form(f).alembic); }},
    {{"not_valid_sql", text, "The constraint with NOT VALID, as SQL."},
     [](const S& f) { return to_fact(not_valid_form(f).sql); }},
    {{"not_valid_alembic", text, "The constraint with NOT VALID, as an Alembic call."},
     [](const S& f) { return to_fact(not_valid_form(f).alembic); }},
    {{"source", text, "The statement as an Alembic call."},
     [](const S& f) { return to_fact(alembic_call(f)); }},
    {{"reason", text, "Why the statement could not be read, or what the grammar says about it."},
     [](const S& f) { return to_fact(f.reason); }},
    {{"observation", text, "Of a statement that could not be read: what it did when the revision was rehearsed, as further lines; else empty."},
     [](const S& f) -> FactValue { return f.observation.empty() ? std::string() : "\n" + f.observation; }},
};
// clang-format on

}  // namespace

std::span<const Fact<StatementFacts>> statement_table() {
  static const std::vector<Fact<StatementFacts>> table = [] {
    std::vector<Fact<StatementFacts>> all;
    for (const std::span<const Fact<StatementFacts>>& rows :
         {std::span<const Fact<StatementFacts>>(general), lock_table(), practice_table(),
          data_table()}) {
      all.insert(all.end(), rows.begin(), rows.end());
    }
    return all;
  }();
  return table;
}

}  // namespace migcheck
