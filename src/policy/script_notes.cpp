#include "policy/script_notes.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "core/text.h"
#include "policy/revision_facts.h"

namespace migcheck {

namespace {

using Statements = std::vector<ScriptStatement>;

// Calls `take` with the facts of everything that a script does, in order.
template <typename Take>
void for_each(Statements& statements, Take take) {
  for (std::size_t i = 0; i < statements.size(); ++i) {
    for (StatementFacts& facts : statements[i].facts) take(i, facts);
  }
}

bool is_unread(const ScriptStatement& statement) {
  const std::string& kind = statement.facts.front().kind;
  return statement.opaque || kind == "do_block" || kind == "call";
}

bool has_unread(const Statements& statements, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    if (is_unread(statements[i])) return true;
  }
  return false;
}

// Whether what CASCADE has taken is there again.
bool is_back(const Dependent& dependent, const Schema& after) {
  const Relation* relation = after.relation(dependent.object);
  switch (dependent.kind) {
    case Dependent::Kind::domain:
      return after.type(dependent.object) != nullptr;
    case Dependent::Kind::column:
      return relation != nullptr && relation->column(dependent.part) != nullptr;
    case Dependent::Kind::foreign_key:
      return relation != nullptr && relation->constraint(dependent.part) != nullptr;
    case Dependent::Kind::column_default: {
      const SchemaColumn* column = after.column(dependent.object, dependent.part);
      return column != nullptr && column->default_value;
    }
    default:
      return relation != nullptr;
  }
}

void note_lost(StatementFacts& facts, const Schema& after) {
  facts.position.lost.emplace();
  for (const Dependent& dependent : *facts.dependents) {
    if (is_back(dependent, after)) continue;
    facts.position.lost->push_back(to_string(dependent));
    const bool view = dependent.kind == Dependent::Kind::view ||
                      dependent.kind == Dependent::Kind::materialized_view;
    if (!view) continue;
    facts.position.lost_views.push_back(dependent.object);
    facts.position.lost_views_sql += dependent.definition + ";\n";
  }
}

void note_losses(Statements& statements, const Schema& after) {
  for_each(statements, [&](std::size_t at, StatementFacts& facts) {
    const bool drops_view = facts.kind == "drop_view" || facts.kind == "drop_materialized_view";
    const bool drops_column = facts.kind == "drop_column" && facts.required == Ternary::yes;
    const bool cascades = facts.cascade && facts.dependents && !facts.dependents->empty();
    if (!drops_view && !drops_column && !cascades) return;
    if (has_unread(statements, at, statements.size())) return;
    facts.position.gone = drops_view && after.relation(facts.object) == nullptr;
    // Another column may have taken its name.
    if (drops_column && after.column(facts.table, facts.column) != nullptr) {
      facts.required = Ternary::no;
    }
    if (cascades) note_lost(facts, after);
  });
}

// What a script does to one table, as far as it tells whether a column was only renamed.
struct ColumnChanges {
  std::size_t dropped = 0;  // of the type
  std::vector<const StatementFacts*> added;
  std::map<std::string, std::string> references;  // of foreign keys of one column
  bool rows_change = false;
};

ColumnChanges column_changes(Statements& statements, const StatementFacts& dropped) {
  ColumnChanges changes;
  for_each(statements, [&](std::size_t, const StatementFacts& facts) {
    if (facts.table != dropped.table) return;
    const bool same = facts.type == dropped.type && !facts.fills_itself;
    if (facts.kind == "drop_column" && same) ++changes.dropped;
    if (facts.kind == "add_column" && same) changes.added.push_back(&facts);
    const bool key = facts.kind == "drop_constraint" || facts.kind == "add_foreign_key";
    if (key && facts.columns.size() == 1) changes.references[facts.columns[0]] = facts.referenced;
    if (is_data_change(facts) || facts.kind == "truncate") changes.rows_change = true;
  });
  return changes;
}

// The one column of the type that the script adds to the table in place of the dropped one, where
// nothing changes rows, where rows may be there, and where both refer to the same table or to none.
std::string replacement(Statements& statements, const StatementFacts& dropped) {
  ColumnChanges changes = column_changes(statements, dropped);
  if (changes.dropped != 1 || changes.added.size() != 1 || changes.rows_change) return {};
  const StatementFacts& added = *changes.added.front();
  if (added.column == dropped.column || (added.not_null && !added.has_default)) return {};
  const std::string before = changes.references.contains(dropped.column)
                                 ? changes.references[dropped.column]
                                 : dropped.column_references;
  return before == changes.references[added.column] ? added.column : "";
}

void note_replacements(Statements& statements) {
  if (has_unread(statements, 0, statements.size())) return;
  for_each(statements, [&](std::size_t, StatementFacts& facts) {
    if (facts.kind != "drop_column" || facts.type.empty()) return;
    if (facts.own_object == Ternary::yes || facts.new_table) return;
    facts.position.replacement = replacement(statements, facts);
  });
}

// Whether a later statement sets a sequence, or empties the table.
bool is_set_later(const Statements& statements, std::size_t at, const std::string& table) {
  for (std::size_t i = at + 1; i < statements.size(); ++i) {
    const std::string sql = to_lower(statements[i].sql);
    const StatementFacts& facts = statements[i].facts.front();
    const bool empties = facts.kind == "drop_table" || facts.kind == "truncate";
    if (is_unread(statements[i]) || (empties && facts.table == table)) return true;
    if (sql.find("setval") != std::string::npos) return true;
    if (sql.find("restart") != std::string::npos) return true;
  }
  return false;
}

void note_sequences(Statements& statements) {
  std::set<std::string> said;
  for_each(statements, [&](std::size_t at, StatementFacts& facts) {
    if (facts.numbered_column.empty() || said.contains(facts.table)) return;
    if (is_set_later(statements, at, facts.table)) return;
    said.insert(facts.table);
    facts.position.needs_setval = true;
  });
}

// The last change of many rows of a table that nothing analyzes after it.
void note_analyzed(Statements& statements) {
  std::set<std::string> later;
  for (auto statement = statements.rbegin(); statement != statements.rend(); ++statement) {
    StatementFacts& facts = statement->facts.front();
    if (facts.kind == "analyze" || facts.kind == "vacuum" || facts.kind == "drop_table") {
      if (facts.table.empty()) return;
      later.insert(facts.table);
    }
    const bool fills = facts.kind == "insert_select" || facts.kind == "copy_from";
    const bool many = is_data_change(facts) && (fills || facts.narrowed == Ternary::no);
    if (!many || !later.insert(facts.table).second) continue;
    facts.position.never_analyzed = true;
  }
}

bool takes_away(const StatementFacts& facts, const std::string& table) {
  static constexpr std::array<std::string_view, 6> kinds = {
      "drop_table", "rename_table", "set_schema", "rename_view", "drop_view", "drop_schema"};
  const bool away = std::ranges::find(kinds, facts.kind) != kinds.end();
  return away && (facts.table == table || facts.object == table || facts.kind == "drop_schema");
}

// A table that a later CREATE TABLE makes for certain is not there before, unless something has
// taken it away in between.
void note_created_later(Statements& statements, std::size_t created) {
  const StatementFacts& made = statements[created].facts.front();
  for (std::size_t i = created; i-- > 0;) {
    if (is_unread(statements[i]) || statements[i].facts.front().conditional) return;
    for (StatementFacts& facts : statements[i].facts) {
      if (takes_away(facts, made.table)) return;
      const bool uses = facts.table == made.table || facts.referenced == made.table;
      const bool creates = facts.kind.starts_with("create_table") && facts.table == made.table;
      if (uses && !creates && !facts.guarded) facts.position.created_later = made.table;
    }
  }
}

void note_creations(Statements& statements) {
  for (std::size_t i = 1; i < statements.size(); ++i) {
    const StatementFacts& facts = statements[i].facts.front();
    const bool creates = facts.kind == "create_table" && !facts.guarded && !facts.conditional;
    if (creates && facts.exists != Ternary::yes) note_created_later(statements, i);
  }
}

void note_rebuilds(Statements& statements) {
  std::map<std::string, std::string> built;  // by table
  for_each(statements, [&](std::size_t, StatementFacts& facts) {
    if (facts.rewrite == Ternary::yes && !facts.new_table && built.contains(facts.table)) {
      facts.position.built_before = built[facts.table];
    }
    const bool key = facts.kind == "add_unique" || facts.kind == "add_primary_key";
    if (facts.kind == "create_index" || (key && !facts.using_index)) {
      built[facts.table] = facts.index.empty() ? facts.constraint : facts.index;
    }
  });
}

void note_followed(Statements& statements) {
  bool followed = false;
  for (auto statement = statements.rbegin(); statement != statements.rend(); ++statement) {
    bool changes = false;
    for (StatementFacts& facts : statement->facts) {
      facts.position.followed = followed;
      changes = changes || is_undoable_change(facts) || is_data_change(facts);
    }
    followed = followed || changes;
  }
}

void note_acknowledgement(Statements& statements, const ScriptInput& input) {
  if (input.settings->acknowledgement.empty()) return;
  const std::string text = to_lower(input.revision.file_of(input.direction)->text);
  const bool said = text.find(to_lower(input.settings->acknowledgement)) != std::string::npos;
  for_each(statements, [&](std::size_t, StatementFacts& facts) {
    facts.position.acknowledged = ternary(said);
  });
}

}  // namespace

void note_script(ScriptFacts& script, const ScriptInput& input, const Schema& after) {
  Statements& statements = script.statements;
  note_mixtures(statements);
  note_foreign_key_indexes(statements, after, script.state);
  note_needless_locks(statements);
  note_practice(statements, after);
  note_timeouts(statements);
  note_held_locks(statements);
  note_joinable(statements);
  note_transactions(statements);
  note_losses(statements, after);
  note_replacements(statements);
  note_sequences(statements);
  note_analyzed(statements);
  note_creations(statements);
  note_rebuilds(statements);
  note_followed(statements);
  note_acknowledgement(statements, input);
  script.unrelated_tables = unrelated_tables(script, after);
}

}  // namespace migcheck
