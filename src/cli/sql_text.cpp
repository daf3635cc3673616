#include "cli/sql_text.h"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.h"

namespace migcheck {

namespace {

std::string heading(const Revision& revision, Direction direction) {
  const std::string below = join(revision.down_revisions, ", ");
  const bool up = direction == Direction::upgrade;
  return fmt::format("-- Running {} {} -> {}\n\n", to_string(direction), up ? below : revision.id,
                     up ? revision.id : below);
}

// A reason may hold text of the migration: none of it may end the comment.
std::string comment(const SourceFile& file, std::string_view kind, Span span,
                    const std::string& reason) {
  const Position place = position_at(file.text, span.begin);
  return fmt::format("-- {} ({}:{}): {}\n\n", kind, file.path, place.line,
                     replace_all(replace_all(reason, "\n", " "), "\r", " "));
}

std::string statement_text(const SourceFile& file, const Statement& statement) {
  std::string text;
  if (statement.conditional) {
    text = comment(file, "conditional", statement.condition, statement.condition_reason);
  }
  if (statement.is_opaque()) {
    return text + comment(file, "opaque", statement.span, statement.opaque_reason);
  }
  return text + statement.sql + ";\n\n";
}

std::string script_text(const Revision& revision, Direction direction) {
  std::string text = heading(revision, direction);
  for (const Statement& statement : revision.script(direction).statements) {
    text += statement_text(*revision.file_of(direction), statement);
  }
  return text;
}

bool has_transaction(const Script& script) {
  return std::any_of(script.statements.begin(), script.statements.end(),
                     [](const Statement& statement) { return statement.in_transaction; });
}

}  // namespace

std::string sql_text(const RevisionGraph& graph, const RevisionRange& range,
                     TransactionScope scope) {
  const bool one = scope == TransactionScope::run;
  std::string text = one ? "BEGIN;\n\n" : "";
  for (const std::size_t revision : range.revisions) {
    const std::string script = script_text(graph.revisions()[revision], range.direction);
    const bool own = !one && has_transaction(graph.revisions()[revision].script(range.direction));
    text += own ? "BEGIN;\n\n" + script + "COMMIT;\n\n" : script;
  }
  return text + (one ? "COMMIT;\n\n" : "");
}

}  // namespace migcheck
