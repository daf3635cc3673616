#include "support/sql_history.h"

namespace migcheck::test {

namespace {

Script script(const SqlHistory::Sql& statements, std::string& text) {
  Script result;
  result.state = Script::State::present;
  for (const std::string& sql : statements) {
    Statement statement;
    statement.span = {text.size(), text.size() + sql.size()};
    text += sql + "\n";
    if (sql.starts_with('!')) {
      statement.opaque_reason = sql.substr(1);
    } else {
      statement.sql = sql;
    }
    result.statements.push_back(std::move(statement));
  }
  return result;
}

}  // namespace

Revision& SqlHistory::add(const Sql& upgrade, const Sql& downgrade, bool rehearsed) {
  auto revision = std::make_unique<Revision>();
  revision->id = "r" + std::to_string(revisions_.size() + 1);
  if (!revisions_.empty()) revision->down_revisions = {revisions_.back()->id};
  std::string text = "revision = '" + revision->id + "'\n";
  revision->upgrade = script(upgrade, text);
  revision->downgrade = script(downgrade, text);
  const std::string path = "versions/" + revision->id + ".py";
  revision->file = std::make_shared<SourceFile>(SourceFile{path, text});
  steps_.push_back({revision.get(), rehearsed});
  revisions_.push_back(std::move(revision));
  return *revisions_.back();
}

std::string describe(const RoundtripOutcome& outcome) {
  std::string text = outcome.result.engine + " " + outcome.result.pg_version + "\n";
  for (const RoundtripRevision& revision : outcome.result.revisions) {
    text += revision.revision + ": " + revision.status;
    for (const RelationLock& lock : revision.locks) text += " " + lock.relation;
    text += "\n";
    for (const std::string& line : revision.schema_diff) text += "  " + line + "\n";
  }
  for (const RoundtripProblem& problem : outcome.problems) {
    text += problem.revision + " at " + std::to_string(problem.span.begin) + ": " + problem.sql +
            ": " + problem.detail + "\n";
  }
  for (const std::string& note : outcome.notes) text += "note: " + note + "\n";
  return text;
}

}  // namespace migcheck::test
