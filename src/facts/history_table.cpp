#include "core/text.h"
#include "facts/fact_value.h"
#include "facts/history_facts.h"
#include "facts/safe_form.h"

namespace migcheck {

namespace {

constexpr FactType boolean = FactType::boolean;
constexpr FactType text = FactType::text;
constexpr FactType list = FactType::list;

using R = RevisionFacts;
using H = HistoryFacts;
using T = RoundtripFacts;

// "enum type public.mood is left behind; index public.ix on public.t is lost".
std::string described(const Asymmetry& asymmetry) {
  std::vector<std::string> parts;
  const auto add = [&](const std::vector<std::string>& names, const char* one,
                       const char* several) {
    if (names.empty()) return;
    parts.push_back(join_some(names) + (names.size() == 1 ? one : several));
  };
  add(asymmetry.left_behind, " is left behind", " are left behind");
  add(asymmetry.lost, " is lost", " are lost");
  if (!asymmetry.altered.empty()) parts.push_back("not as before: " + join_some(asymmetry.altered));
  return join(parts, "; ");
}

// clang-format off
const Fact<R> of_revision[] = {
    {{"revision", text, "The revision's id."}, [](const R& f) { return to_fact(f.revision); }},
    {{"dialect", text, "The history's format: alembic, diesel, sqlx, golang-migrate, flyway, goose, dbmate or sql."}, [](const R& f) { return to_fact(f.dialect); }},
    {{"upgrade", text, "The state of the upgrade: missing, empty, raises or present."}, [](const R& f) { return to_fact(f.upgrade); }},
    {{"downgrade", text, "The state of the downgrade: missing, empty, raises or present."}, [](const R& f) { return to_fact(f.downgrade); }},
    {{"upgrade_name", text, "What the format calls the upgrade: upgrade(), up.sql."}, [](const R& f) { return to_fact(f.upgrade_name); }},
    {{"downgrade_name", text, "What the format calls the downgrade: downgrade(), down.sql."}, [](const R& f) { return to_fact(f.downgrade_name); }},
    {{"has_downgrades", boolean, "The format has downgrades, and the history uses them."}, [](const R& f) -> FactValue { return f.has_downgrades; }},
    {{"merge", boolean, "It merges several revisions."}, [](const R& f) -> FactValue { return f.merge; }},
    {{"refusal", text, "What a downgrade that raises says; unknown where it gives no reason."}, [](const R& f) { return to_fact(f.refusal); }},
    {{"asymmetry", text, "In which way the schema is not what it was after the upgrade and its downgrade; unknown where it is, or where not all of both could be read."},
     [](const R& f) { return to_fact(described(f.asymmetry)); }},
    {{"enum_values_left", list, "Values of enum types that the upgrade adds: PostgreSQL cannot take them away again."}, [](const R& f) -> FactValue { return f.asymmetry.enum_values; }},
    {{"dropped", list, "The tables and columns that the upgrade drops, with their rows; not those that it made itself."}, [](const R& f) -> FactValue { return f.dropped; }},
    {{"application_imports", list, "The modules of the application that an Alembic revision imports; not those beside the migrations."}, [](const R& f) -> FactValue { return f.imports; }},
    {{"undoable", boolean, "Its upgrade changes the schema in a way that a downgrade could take back."}, [](const R& f) { return to_fact(f.undoable); }},
    {{"documented", boolean, "The first line of its docstring, or the comment at the top of an SQL file, says something."}, [](const R& f) -> FactValue { return f.documented; }},
    {{"header_expected", boolean, "A message is expected: of Alembic's revisions, of others where the configuration asks for it."}, [](const R& f) -> FactValue { return f.header_expected; }},
    {{"file_name", text, "The name of its file, without the folder."}, [](const R& f) { return to_fact(f.file_name); }},
    {{"conventional_name", boolean, "The file is named after the configuration's pattern, or else Alembic's file_template; unknown where there is neither."}, [](const R& f) { return to_fact(f.conventional_name); }},
    {{"renaming", text, "What to rename a file with another name to."}, [](const R& f) { return to_fact(f.renaming); }},
    {{"unrelated_tables", list, "Existing tables that its upgrade changes and that no foreign key joins, one of each group; where there are more groups than the configuration allows."}, [](const R& f) -> FactValue { return f.unrelated_tables; }},
    {{"version_table", text, "The table in which the configuration has versions recorded."}, [](const R& f) { return to_fact(f.version_table); }},
    {{"version_updated", boolean, "Its upgrade writes to that table."}, [](const R& f) { return to_fact(f.version_updated); }},
};

const Fact<H> of_history[] = {
    {{"problem", text, "What is wrong: several_heads, missing_parent, duplicate_id, cycle, shipped_change, inserted, second_base, id_too_long, never_validated, unreadable, suppression_unused, suppression_expired, suppression_invalid or baseline_stale."},
     [](const H& f) { return to_fact(f.problem); }},
    {{"revision", text, "The id of the revision that the finding points at."}, [](const H& f) { return to_fact(f.revision); }},
    {{"path", text, "The file that the finding points at."}, [](const H& f) { return to_fact(f.path); }},
    {{"old_path", text, "The path that a renamed file had."}, [](const H& f) { return to_fact(f.old_path); }},
    {{"revisions", list, "The ids of all revisions that the problem is about; of duplicates, their files."}, [](const H& f) -> FactValue { return f.revisions; }},
    {{"missing", text, "The id that no revision has."}, [](const H& f) { return to_fact(f.missing); }},
    {{"meant", text, "The id that may have been meant."}, [](const H& f) { return to_fact(f.meant); }},
    {{"dependency", boolean, "The missing id is named by depends_on."}, [](const H& f) -> FactValue { return f.dependency; }},
    {{"same_statements", boolean, "A shipped revision still does what it did, in both directions."}, [](const H& f) { return to_fact(f.same_statements); }},
    {{"same_parents", boolean, "A shipped revision still follows the same ones."}, [](const H& f) { return to_fact(f.same_parents); }},
    {{"change", text, "What happened to a shipped file: modified, deleted or renamed."}, [](const H& f) { return to_fact(f.change); }},
    {{"dialect", text, "The history's format: alembic, diesel, sqlx, golang-migrate, flyway, goose, dbmate or sql."}, [](const H& f) { return to_fact(f.dialect); }},
    {{"table", text, "The table of a constraint that is never validated."}, [](const H& f) { return to_fact(f.table); }},
    {{"constraint", text, "That constraint."}, [](const H& f) { return to_fact(f.constraint); }},
    {{"table_sql", text, "The table, quoted as SQL needs it."}, [](const H& f) { return to_fact(f.table.empty() ? std::string() : sql_name(f.table)); }},
    {{"constraint_sql", text, "The constraint, quoted as SQL needs it."}, [](const H& f) { return to_fact(f.constraint.empty() ? std::string() : sql::quoted(f.constraint)); }},
    {{"detail", text, "The problem in the words of what found it."}, [](const H& f) { return to_fact(f.detail); }},
    {{"hint", text, "What to do, in the words of what found it."}, [](const H& f) { return to_fact(f.hint); }},
};

const Fact<T> of_roundtrip[] = {
    {{"problem", text, "What happened: upgrade_failed, downgrade_failed, reupgrade_failed, schema_not_restored, reupgrade_differs, statement_skipped, column_order_differs, enum_value_left, upgrade_fails_on_rows, upgrade_fails_on_some_rows, constraint_fails_on_some_rows, downgrade_fails_on_rows, downgrade_fails_on_some_rows, rows_lost, rows_left, values_changed, locks_differ, models_differ, base_failed, stopped or not_judged."},
     [](const T& f) { return to_fact(f.problem); }},
    {{"revision", text, "The id of the revision that was rehearsed."}, [](const T& f) { return to_fact(f.revision); }},
    {{"direction", text, "upgrade or downgrade; unknown where it is about both."}, [](const T& f) { return to_fact(f.direction); }},
    {{"detail", text, "PostgreSQL's message, or the differences, one a line."}, [](const T& f) { return to_fact(f.detail); }},
    {{"sql", text, "The statement that failed."}, [](const T& f) { return to_fact(f.sql); }},
    {{"upgrade_name", text, "What the format calls the upgrade: upgrade(), up.sql."}, [](const T& f) { return to_fact(f.upgrade_name); }},
    {{"downgrade_name", text, "What the format calls the downgrade: downgrade(), down.sql."}, [](const T& f) { return to_fact(f.downgrade_name); }},
};
// clang-format on

}  // namespace

std::span<const Fact<RevisionFacts>> revision_table() { return of_revision; }
std::span<const Fact<HistoryFacts>> history_table() { return of_history; }
std::span<const Fact<RoundtripFacts>> roundtrip_table() { return of_roundtrip; }

}  // namespace migcheck
