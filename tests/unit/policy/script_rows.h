#pragma once

#include <doctest/doctest.h>

#include <span>
#include <string>

#include "core/source_file.h"
#include "core/text.h"
#include "facts/statement_table.h"
#include "policy/script_facts.h"
#include "sql/parse.h"

// Facts of a script that stands on earlier revisions, row by row.
namespace migcheck::test {

struct Row {
  std::string before;  // earlier revisions; "!" at its start: then something that was not read
  std::string script;
  std::string kind;  // the first thing of that kind in the script is asked
  std::string fact;
  std::string value;
};

inline Revision revision_of(const std::string& text) {
  Revision revision;
  revision.file = std::make_shared<const SourceFile>(SourceFile{"1.sql", text});
  for (const sql::ParsedStatement& part : sql::parse(text)) {
    Statement& statement = revision.upgrade.statements.emplace_back();
    statement.sql = text.substr(part.span.begin, part.span.end - part.span.begin);
    statement.span = part.span;
  }
  return revision;
}

inline std::string shown(const FactValue& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "yes" : "no";
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value)) return join(*list, ",");
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return "?";
}

inline std::string value_of(const Row& row, int pg_version = 15) {
  Schema schema(pg_version);
  const bool unread = row.before.starts_with('!');
  replay(revision_of(row.before.substr(unread ? 1 : 0)).upgrade, no_settings, schema);
  if (unread) schema.apply_opaque();
  const Revision revision = revision_of(row.script);
  const ScriptFacts script =
      script_facts({revision, Direction::upgrade, "sql", pg_version}, schema);
  for (const ScriptStatement& statement : script.statements) {
    for (const StatementFacts& facts : statement.facts) {
      if (facts.kind != row.kind) continue;
      return shown(FactTable<StatementFacts>(statement_table(), facts).value(row.fact));
    }
  }
  return "nothing of that kind";
}

inline void check(std::span<const Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.script);
    CAPTURE(row.fact);
    CHECK(value_of(row) == row.value);
  }
}

}  // namespace migcheck::test
