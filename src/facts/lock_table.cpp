#include <algorithm>

#include "core/text.h"
#include "facts/fact_value.h"
#include "facts/foreign_keys.h"
#include "facts/safe_form.h"
#include "facts/statement_table.h"

namespace migcheck {

namespace {

using S = StatementFacts;

// The columns of the foreign keys that `holds` is true of.
template <typename Holds>
FactValue keys_where(const S& facts, Holds holds) {
  std::vector<std::string> found;
  for (const AddedForeignKey& key : facts.foreign_keys) {
    const std::string columns = key_columns(key);
    const bool listed = std::ranges::find(found, columns) != found.end();
    if (!listed && holds(key)) found.push_back(columns);
  }
  return found;
}

std::string sized_name(const S& facts, const std::string& table) {
  return table.empty() ? table : sized_table(*facts.settings, table);
}

std::vector<std::string> sized(const S& facts, std::vector<std::string> tables) {
  for (std::string& table : tables) table = sized_table(*facts.settings, table);
  return tables;
}

// The tables that the foreign keys point to and others use.
FactValue referenced_tables(const S& facts) {
  std::vector<std::string> tables;
  for (const AddedForeignKey& key : facts.foreign_keys) {
    const bool listed = std::find(tables.begin(), tables.end(), key.referenced) != tables.end();
    if (key.locks_others && !listed) tables.push_back(key.referenced);
  }
  return sized(facts, tables);
}

std::string as_sql(const std::vector<std::string>& statements) {
  std::string text;
  for (const std::string& sql : statements) text += (text.empty() ? "" : "\n") + sql + ";";
  return text;
}

// As lines of an Alembic revision: what is concurrent must not stand in its transaction.
std::string as_alembic(const std::vector<std::string>& statements) {
  std::vector<std::string> lines;
  for (const std::string& sql : statements) {
    const bool concurrent = sql.find(" CONCURRENTLY") != std::string::npos;
    if (concurrent) lines.emplace_back("with op.get_context().autocommit_block():");
    lines.push_back((concurrent ? "    " : "") + executed(sql));
  }
  return join(lines, "\n");
}

// With its schema: CREATE INDEX names it without.
std::string index_sql(const S& facts) {
  if (facts.index.empty()) return {};
  if (facts.kind != "create_index") return sql_name(facts.index);
  return sql_name(unqualified(facts.table).schema + "." + facts.index);
}

FactValue minor_version(const S& facts) {
  if (!facts.settings->pg_minor) return UnknownFact{};
  return std::int64_t{*facts.settings->pg_minor};
}

constexpr FactType boolean = FactType::boolean;
constexpr FactType integer = FactType::integer;
constexpr FactType text = FactType::text;
constexpr FactType list = FactType::list;

// clang-format off
const Fact<S> table[] = {
    {{"pg_version", integer, "The major version of the server that it is for."},
     [](const S& f) -> FactValue { return std::int64_t{f.pg_version}; }},
    {{"pg_minor", integer, "Its minor version: the 2 of 14.2; unknown where the project does not tell."},
     [](const S& f) { return minor_version(f); }},
    {{"safe_steps_sql", text, "What leads to the same without the harm, as SQL: for indexes of partitioned tables and indexes that a constraint needs, SET NOT NULL, primary keys of columns that may be null, volatile defaults, constraints of domains, partitions that are created or detached."},
     [](const S& f) { return to_fact(as_sql(f.steps)); }},
    {{"safe_steps_alembic", text, "The same as lines of an Alembic revision."},
     [](const S& f) { return to_fact(as_alembic(f.steps)); }},
    {{"relation_kind", text, "What the table is: table, partitioned, view, materialized_view, foreign_table or sequence; unknown where the history does not tell."},
     [](const S& f) { return to_fact(f.relation_kind); }},
    {{"if_not_exists", boolean, "IF NOT EXISTS is written, of a table or an index."},
     [](const S& f) -> FactValue { return f.if_not_exists; }},
    {{"only", boolean, "ONLY is written, of CREATE INDEX or ALTER TABLE."},
     [](const S& f) -> FactValue { return f.only; }},
    {{"held_lock", text, "The lock on the table that the transaction holds before it and that blocks reads or writes; of VALIDATE CONSTRAINT also the one that another action of the same ALTER TABLE takes. Unknown where there is none."},
     [](const S& f) -> FactValue { return f.held_mode ? FactValue(std::string(to_string(*f.held_mode))) : UnknownFact{}; }},

    {{"locked_anyway", boolean, "Of LOCK TABLE: a later change of the schema in the same transaction takes the lock by itself."},
     [](const S& f) -> FactValue { return f.locked_anyway; }},
    {{"index_sql", text, "The index with its schema, quoted as SQL needs it."},
     [](const S& f) { return to_fact(index_sql(f)); }},
    {{"unguarded_sql", text, "CREATE INDEX without IF NOT EXISTS, as SQL."},
     [](const S& f) { return to_fact(unguarded_form(f).sql); }},
    {{"unguarded_alembic", text, "The same as an Alembic call."},
     [](const S& f) { return to_fact(unguarded_form(f).alembic); }},
    {{"index_dropped_before", boolean, "The script drops an index of the name that it creates."},
     [](const S& f) -> FactValue { return f.index_details.dropped_before; }},
    {{"equal_index", text, "An index of the table that does all that the new one will, and stays; unknown where none is known."},
     [](const S& f) { return to_fact(f.index_details.equal); }},
    {{"longer_index", text, "An index of the table that begins with the columns of the new one, which is neither unique nor partial, and stays; unknown where none is known."},
     [](const S& f) { return to_fact(f.index_details.longer); }},
    {{"repeated_column", text, "A column that the new index contains twice; unknown where there is none."},
     [](const S& f) { return to_fact(f.index_details.repeated_column); }},
    {{"index_keys", integer, "How many keys the new index has."},
     [](const S& f) -> FactValue { return static_cast<std::int64_t>(f.index_details.keys); }},
    {{"required_by", text, "The constraint or the partitioned index that needs the dropped index, so that PostgreSQL refuses to drop it; unknown where there is none."},
     [](const S& f) { return to_fact(f.required_by); }},
    {{"partition_key_missing", list, "The columns of the partition key that a unique index, a unique constraint or a primary key lacks."},
     [](const S& f) -> FactValue { return f.key_lacks; }},

    {{"constraint_sql", text, "The constraint's name, quoted as SQL needs it."},
     [](const S& f) { const std::string name = constraint_name(f); return to_fact(name.empty() ? name : sql::quoted(name)); }},
    {{"constraint_kind", text, "Of a constraint that is dropped: primary key, unique constraint, check, foreign key, exclusion constraint or not-null constraint; unknown where the history does not tell."},
     [](const S& f) { return to_fact(f.constraint_kind); }},
    {{"enforced", boolean, "No constraint that it adds is NOT ENFORCED."},
     [](const S& f) -> FactValue { return f.enforced; }},
    {{"replaced", boolean, "The script adds a constraint of the same name, or one that does as much over the same columns, as the one that is dropped."},
     [](const S& f) -> FactValue { return f.replaced; }},
    {{"loses_primary_key", boolean, "It takes the primary key of a table that has no other replica identity, and the script makes no new one."},
     [](const S& f) -> FactValue { return f.loses_primary_key; }},
    {{"check_function", text, "The function in an added CHECK whose result the row alone does not decide; unknown where there is none."},
     [](const S& f) { return to_fact(f.check_culprit); }},
    {{"checked_column", text, "The column of an added CHECK that says column IS NOT NULL and no more."},
     [](const S& f) { return to_fact(f.checked_column); }},
    {{"checked_column_sql", text, "The same, quoted as SQL needs it."},
     [](const S& f) { return to_fact(f.checked_column.empty() ? std::string() : sql::quoted(f.checked_column)); }},
    {{"domain_in_use", boolean, "A table that others use has a column of the domain whose new constraint is checked."},
     [](const S& f) { return to_fact(f.domain_in_use); }},
    {{"other_ends", list, "The tables at the other end of foreign keys that go with what is dropped, and are locked for it, where the transaction has not locked them already."},
     [](const S& f) -> FactValue { return sized(f, f.other_ends); }},
    {{"referenced_tables", list, "The tables in use, other than its own, that the foreign keys it adds point to, and that the transaction has not locked already."},
     [](const S& f) { return referenced_tables(f); }},
    {{"unindexed_foreign_keys", list, "The columns of each foreign key it adds that no index begins with at the end of the script."},
     [](const S& f) { return keys_where(f, [](const AddedForeignKey& key) { return key.indexed == Ternary::no; }); }},
    {{"collation_clash", text, "Two collations, one of them nondeterministic, of a column of a foreign key that it adds and of the column that this points to; unknown where none are known."},
     [](const S& f) { return to_fact(f.collation_clash); }},
    {{"missing_indexes_sql", text, "The indexes that these foreign keys lack, as SQL."},
     [](const S& f) { return to_fact(as_sql(f.missing_indexes)); }},
    {{"missing_indexes_alembic", text, "The same as lines of an Alembic revision."},
     [](const S& f) { return to_fact(as_alembic(f.missing_indexes)); }},
    {{"cascading_foreign_keys", list, "The columns of each foreign key it adds with ON DELETE CASCADE."},
     [](const S& f) { return keys_where(f, [](const AddedForeignKey& key) { return key.on_delete == "cascade"; }); }},
    {{"actionless_foreign_keys", list, "The columns of each foreign key it adds without ON DELETE."},
     [](const S& f) { return keys_where(f, [](const AddedForeignKey& key) { return key.on_delete.empty(); }); }},
    {{"immediate_foreign_keys", list, "The columns of each foreign key it adds that is not DEFERRABLE."},
     [](const S& f) { return keys_where(f, [](const AddedForeignKey& key) { return !key.deferrable; }); }},

    {{"rechecks", boolean, "ALTER COLUMN … TYPE reads every row for a CHECK that mentions the column."},
     [](const S& f) { return to_fact(f.rechecks); }},
    {{"own_column", boolean, "The column whose default is dropped was added by the script, to a table that was there before."},
     [](const S& f) -> FactValue { return f.own_column; }},
    {{"column_not_null", boolean, "The column whose default is dropped is NOT NULL."},
     [](const S& f) -> FactValue { return f.column_not_null; }},
    {{"tablespace", text, "The tablespace that a table or an index moves to, where it is not known to be there already."},
     [](const S& f) { return to_fact(f.tablespace); }},
    {{"unlogged", boolean, "The new table is UNLOGGED."},
     [](const S& f) -> FactValue { return f.unlogged; }},
    {{"setting", text, "The setting that SET changes."},
     [](const S& f) { return to_fact(f.setting); }},
    {{"setting_value", text, "The new value of a setting, a storage, a compression, a row security, an access method."},
     [](const S& f) { return to_fact(f.setting_value); }},
    {{"disables_autovacuum", boolean, "It turns autovacuum off for a table."},
     [](const S& f) -> FactValue { return f.disables_autovacuum; }},
    {{"disables_triggers", boolean, "It disables all triggers of a table, or all of the user's."},
     [](const S& f) -> FactValue { return f.disables_triggers; }},

    {{"parent_table", text, "The partitioned table in use that a partition is created for."},
     [](const S& f) { return to_fact(sized_name(f, f.partition.parent)); }},
    {{"default_partition", text, "The default partition in use of the partitioned table; unknown where none is known."},
     [](const S& f) { return to_fact(sized_name(f, f.partition.default_partition)); }},
    {{"makes_default_partition", boolean, "It creates a default partition."},
     [](const S& f) -> FactValue { return f.partition.makes_default; }},
    {{"partition_scan", boolean, "Every row of the partition that is attached is read."},
     [](const S& f) { return to_fact(f.partition.scan); }},
    {{"default_partition_scan", boolean, "Every row of the default partition is read."},
     [](const S& f) { return to_fact(f.partition.default_scan); }},
    {{"partitions_locked", integer, "On how many partitions ALTER TABLE of a partitioned table blocks reads or writes."},
     [](const S& f) -> FactValue { return static_cast<std::int64_t>(f.partition.locked); }},
    {{"populated", boolean, "A materialized view has rows, or is created with them."},
     [](const S& f) { return to_fact(f.populated); }},
    {{"has_unique_index", boolean, "The refreshed materialized view has a unique index that CONCURRENTLY can use."},
     [](const S& f) { return to_fact(f.has_unique_index); }},
};
// clang-format on

}  // namespace

std::span<const Fact<StatementFacts>> lock_table() { return table; }

}  // namespace migcheck
