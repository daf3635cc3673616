#include "unit/roundtrip/rehearsal_case.h"

#include <doctest/doctest.h>

#include "core/text.h"

namespace migcheck::test {

namespace {

std::vector<std::string> split_all(const std::string& sql) {
  std::vector<std::string> parts;
  std::string rest = replace_all(sql, "\n--\n", "\x01");
  for (const std::string_view part : split(rest, '\x01')) {
    if (!trim(part).empty()) parts.emplace_back(trim(part));
  }
  return parts;
}

Script script(const std::string& sql, Script::State state, std::string& text) {
  Script result;
  result.state = state;
  bool autocommit = false;
  for (const std::string& part : split_all(sql)) {
    Statement statement;
    statement.span = {text.size(), text.size() + part.size()};
    text += part + "\n";
    statement.conditional = part.starts_with("?");
    statement.sql = statement.conditional ? part.substr(1) : part;
    if (part.starts_with("!")) {
      statement.refused = part.starts_with("!!");
      statement.opaque_reason = part.substr(statement.refused ? 2 : 1);
      statement.sql.clear();
    }
    if (part == "COMMIT") autocommit = true;
    statement.in_transaction = !autocommit;
    if (part == "BEGIN") autocommit = false;
    result.statements.push_back(statement);
  }
  return result;
}

}  // namespace

void SpecHistory::add(const Spec& spec, bool rehearsed) {
  auto revision = std::make_unique<Revision>();
  revision->id = "r" + std::to_string(revisions_.size() + 1);
  if (!revisions_.empty()) revision->down_revisions = {revisions_.back()->id};
  std::string text = "revision = '" + revision->id + "'\n";
  revision->upgrade = script(spec.upgrade, Script::State::present, text);
  revision->downgrade = script(spec.downgrade, spec.downgrade_state, text);
  const std::string path = "versions/" + revision->id + ".py";
  revision->file = std::make_shared<SourceFile>(SourceFile{path, text});
  steps_.push_back({revision.get(), rehearsed});
  revisions_.push_back(std::move(revision));
}

std::string verdict_of(const RoundtripOutcome& outcome) {
  std::string text;
  for (const RoundtripRevision& revision : outcome.result.revisions) {
    text += revision.revision + ": " + revision.status + "\n";
  }
  for (const RoundtripProblem& problem : outcome.problems) {
    text += problem.revision + " " + to_string(problem.kind) + ": " +
            replace_all(problem.detail, "\n", "\n  ") + "\n";
  }
  return text;
}

void check(const std::vector<RehearsalCase>& cases) {
  for (const RehearsalCase& one : cases) {
    SpecHistory history;
    for (const Spec& spec : one.base) history.add(spec, false);
    for (const Spec& spec : one.changed) history.add(spec, true);
    CAPTURE(std::string(one.name));
    CHECK(verdict_of(rehearse(history.steps(), {})) == one.expected);
  }
}

}  // namespace migcheck::test
