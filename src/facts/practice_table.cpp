#include <re2/re2.h>

#include "core/text.h"
#include "facts/fact_value.h"
#include "facts/practice_facts.h"
#include "facts/statement_table.h"

namespace migcheck {

namespace {

using S = StatementFacts;

constexpr FactType boolean = FactType::boolean;
constexpr FactType integer = FactType::integer;
constexpr FactType text = FactType::text;
constexpr FactType list = FactType::list;

std::vector<TypeNote> notes_of(const S& facts, TypeSmell smell) {
  std::vector<TypeNote> notes;
  for (const TypeNote& note : facts.practice.types) {
    if (note.smell == smell) notes.push_back(note);
  }
  return notes;
}

template <TypeSmell smell>
FactValue columns_with(const S& facts) {
  std::vector<std::string> columns;
  for (const TypeNote& note : notes_of(facts, smell)) columns.push_back(note.column);
  return columns;
}

// Lines of a CREATE TABLE, or statements.
using Better = std::string (*)(const TypeNote& note, const StatementFacts& facts);
std::string all_better(const S& facts, TypeSmell smell, Better better) {
  std::vector<std::string> lines;
  for (const TypeNote& note : notes_of(facts, smell)) lines.push_back(better(note, facts));
  return join(lines, facts.kind == "create_table" ? ",\n" : "\n");
}

template <TypeSmell smell>
FactValue as_sql(const S& facts) {
  return to_fact(all_better(facts, smell, better_sql));
}

template <TypeSmell smell>
FactValue as_alembic(const S& facts) {
  return to_fact(all_better(facts, smell, better_alembic));
}

FactValue names_in_need_of_quotes(const S& facts) {
  std::vector<std::string> names;
  for (const NewName& name : facts.practice.names) {
    if (needs_quotes(name.name)) names.push_back(name.name);
  }
  return names;
}

FactValue new_names(const S& facts) {
  std::vector<std::string> names;
  for (const NewName& name : facts.practice.names) names.push_back(name.name);
  return names;
}

FactValue unconventional(const S& facts) {
  std::vector<std::string> names;
  for (const NewName& name : facts.practice.names) {
    const auto pattern = facts.settings->name_patterns.find(to_string(name.kind));
    if (pattern == facts.settings->name_patterns.end()) continue;
    if (!re2::RE2::FullMatch(name.name, *pattern->second)) names.push_back(name.name);
  }
  return names;
}

FactValue is_allowed(const S& facts) {
  const std::set<std::string>& allowed = facts.settings->allowed_extensions;
  if (facts.kind != "create_extension" || allowed.empty()) return UnknownFact{};
  return allowed.contains(facts.object);
}

FactValue too_long(const S& facts) { return names_too_long(facts.sql); }

// clang-format off
const Fact<S> table[] = {
    {{"integer_keys", list, "New primary keys of one column whose type is integer or serial."}, columns_with<TypeSmell::integer_key>},
    {{"integer_keys_sql", text, "The same columns with a wider type, as SQL."}, as_sql<TypeSmell::integer_key>},
    {{"integer_keys_alembic", text, "The same columns with a wider type, as Alembic writes them."}, as_alembic<TypeSmell::integer_key>},
    {{"smallint_keys", list, "New primary keys of one column whose type is smallint or smallserial."}, columns_with<TypeSmell::smallint_key>},
    {{"smallint_keys_sql", text, "The same columns with a wider type, as SQL."}, as_sql<TypeSmell::smallint_key>},
    {{"smallint_keys_alembic", text, "The same columns with a wider type, as Alembic writes them."}, as_alembic<TypeSmell::smallint_key>},
    {{"serial_columns", list, "New columns of type serial, bigserial or smallserial."}, columns_with<TypeSmell::serial>},
    {{"serial_columns_sql", text, "The same as identity columns, as SQL."}, as_sql<TypeSmell::serial>},
    {{"serial_columns_alembic", text, "The same as identity columns, as Alembic writes them."}, as_alembic<TypeSmell::serial>},
    {{"varchar_columns", list, "Columns that get the type varchar(n)."}, columns_with<TypeSmell::varchar_length>},
    {{"varchar_columns_sql", text, "The same as text with a CHECK, as SQL."}, as_sql<TypeSmell::varchar_length>},
    {{"varchar_columns_alembic", text, "The same as text with a CHECK, as Alembic writes them."}, as_alembic<TypeSmell::varchar_length>},
    {{"char_columns", list, "Columns that get the type char(n)."}, columns_with<TypeSmell::character>},
    {{"char_columns_sql", text, "The same as text with a CHECK, as SQL."}, as_sql<TypeSmell::character>},
    {{"char_columns_alembic", text, "The same as text with a CHECK, as Alembic writes them."}, as_alembic<TypeSmell::character>},
    {{"timestamp_columns", list, "Columns that get the type timestamp without time zone."}, columns_with<TypeSmell::timestamp>},
    {{"timestamp_columns_sql", text, "The same as timestamptz, as SQL."}, as_sql<TypeSmell::timestamp>},
    {{"timestamp_columns_alembic", text, "The same as timestamptz, as Alembic writes them."}, as_alembic<TypeSmell::timestamp>},
    {{"rounded_columns", list, "Columns that get the type timestamp(0) or timestamptz(0)."}, columns_with<TypeSmell::rounded_timestamp>},
    {{"rounded_columns_sql", text, "The same without the precision, as SQL."}, as_sql<TypeSmell::rounded_timestamp>},
    {{"rounded_columns_alembic", text, "The same without the precision, as Alembic writes them."}, as_alembic<TypeSmell::rounded_timestamp>},
    {{"money_columns", list, "Columns that get the type money."}, columns_with<TypeSmell::money>},
    {{"money_columns_sql", text, "The same as numeric, as SQL."}, as_sql<TypeSmell::money>},
    {{"money_columns_alembic", text, "The same as numeric, as Alembic writes them."}, as_alembic<TypeSmell::money>},
    {{"timetz_columns", list, "Columns that get the type time with time zone."}, columns_with<TypeSmell::timetz>},
    {{"timetz_columns_sql", text, "The same as timestamptz, as SQL."}, as_sql<TypeSmell::timetz>},
    {{"timetz_columns_alembic", text, "The same as timestamptz, as Alembic writes them."}, as_alembic<TypeSmell::timetz>},
    {{"narrow_references", list, "Columns of a new foreign key whose integer type is narrower than that of the key that they refer to."}, columns_with<TypeSmell::narrow_reference>},
    {{"narrow_references_sql", text, "The same as bigint, as SQL."}, as_sql<TypeSmell::narrow_reference>},
    {{"narrow_references_alembic", text, "The same as bigint, as Alembic writes them."}, as_alembic<TypeSmell::narrow_reference>},
    {{"unwanted_types", list, "Columns that get a type that the configuration does not want."}, columns_with<TypeSmell::unwanted>},

    {{"padding", integer, "Bytes of each row of a new table that another order of its columns saves."},
     [](const S& f) -> FactValue { return f.practice.padding; }},
    {{"better_order", list, "The new table's columns in that order."},
     [](const S& f) -> FactValue { return f.practice.better_order; }},
    {{"sequence_type", text, "The type that CREATE SEQUENCE … AS names."},
     [](const S& f) { return to_fact(f.practice.sequence_type); }},
    {{"enumeration", boolean, "CREATE TYPE … AS ENUM."},
     [](const S& f) -> FactValue { return f.practice.enumeration; }},
    {{"placed", boolean, "ADD VALUE with BEFORE or AFTER."},
     [](const S& f) -> FactValue { return f.practice.placed; }},
    {{"index_method", text, "The access method of a new index: btree, gin and so on."},
     [](const S& f) { return to_fact(f.practice.index_method); }},
    {{"index_options", list, "The storage parameters that a new index is given."},
     [](const S& f) -> FactValue { return f.practice.index_options; }},
    {{"key_types", list, "The types of a new index's key columns, as far as they are known, without modifiers."},
     [](const S& f) -> FactValue { return f.practice.key_types; }},
    {{"reserved_table", text, "The table that it changes, where that is a catalog of PostgreSQL's or belongs to an extension."},
     [](const S& f) { return to_fact(f.practice.reserved_table); }},
    {{"extension_version", text, "The version that CREATE EXTENSION asks for."},
     [](const S& f) { return to_fact(f.practice.extension_version); }},

    {{"new_names", list, "The names that it gives: of tables, columns, indexes, constraints and so on."}, new_names},
    {{"unconventional_names", list, "The new names that do not match the configured pattern of their kind."}, unconventional},
    {{"extension_allowed", boolean, "The configuration lists the extension; unknown where it lists none."}, is_allowed},
    {{"long_names", list, "The names in it that are longer than 63 bytes."}, too_long},
    {{"quoted_names", list, "The new names that have to be quoted in SQL."}, names_in_need_of_quotes},
    {{"unqualified_names", list, "The new tables, views, types, functions and sequences that are named without their schema."},
     [](const S& f) -> FactValue { return f.practice.unqualified; }},

    {{"security_definer", boolean, "The function runs with its owner's rights."},
     [](const S& f) -> FactValue { return f.practice.security_definer; }},
    {{"sets_search_path", boolean, "The function has a search_path of its own, at the latest when the script ends."},
     [](const S& f) -> FactValue { return f.practice.sets_search_path; }},
    {{"grants_to_public", boolean, "PUBLIC is granted what it has not got by default."},
     [](const S& f) -> FactValue { return f.practice.grants_to_public; }},
    {{"grants_all", boolean, "ALL PRIVILEGES are granted."},
     [](const S& f) -> FactValue { return f.practice.grants_all; }},
    {{"mixed_with_schema", boolean, "Of a GRANT: the same script changes the schema."},
     [](const S& f) -> FactValue { return f.practice.mixed_with_schema; }},
    {{"makes_superuser", boolean, "It makes a role a superuser."},
     [](const S& f) -> FactValue { return f.practice.makes_superuser; }},
    {{"has_password", boolean, "A password stands in it in clear text."},
     [](const S& f) -> FactValue { return f.practice.has_password; }},

    {{"without_primary_key", boolean, "The new table has no primary key when the script ends. No for temporary and unlogged tables, partitioned ones, partitions and what inherits."},
     [](const S& f) { return to_fact(f.practice.without_primary_key); }},
    {{"without_policy", boolean, "Row level security is switched on, and no permissive policy exists when the script ends."},
     [](const S& f) { return to_fact(f.practice.without_policy); }},
    {{"commands_without_policy", list, "Row level security is switched on, and these commands have no permissive policy when the script ends, while others have."},
     [](const S& f) -> FactValue { return f.practice.commands_without_policy; }},
    {{"missing_columns", list, "The columns that the configuration demands of every table and that the new one has not got when the script ends."},
     [](const S& f) -> FactValue { return f.practice.missing_columns; }},
    {{"uncommented", list, "The new table and those of its columns that have no comment when the script ends."},
     [](const S& f) -> FactValue { return f.practice.uncommented; }},
};
// clang-format on

}  // namespace

std::span<const Fact<StatementFacts>> practice_table() { return table; }

}  // namespace migcheck
