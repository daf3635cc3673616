#include "cli/sql_text.h"

#include <fmt/format.h>

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
std::string comment(const Revision& revision, std::string_view kind, Span span,
                    const std::string& reason) {
  const Position place = position_at(revision.file->text, span.begin);
  return fmt::format("-- {} ({}:{}): {}\n\n", kind, revision.path(), place.line,
                     replace_all(replace_all(reason, "\n", " "), "\r", " "));
}

std::string statement_text(const Revision& revision, const Statement& statement) {
  std::string text;
  if (statement.conditional) {
    text = comment(revision, "conditional", statement.condition, statement.condition_reason);
  }
  if (statement.is_opaque()) {
    return text + comment(revision, "opaque", statement.span, statement.opaque_reason);
  }
  return text + statement.sql + ";\n\n";
}

std::string script_text(const Revision& revision, Direction direction) {
  const Script& script = direction == Direction::upgrade ? revision.upgrade : revision.downgrade;
  std::string text = heading(revision, direction);
  for (const Statement& statement : script.statements) {
    text += statement_text(revision, statement);
  }
  return text;
}

}  // namespace

std::string sql_text(const RevisionGraph& graph, const RevisionRange& range) {
  std::string text = "BEGIN;\n\n";
  for (const std::size_t revision : range.revisions) {
    text += script_text(graph.revisions()[revision], range.direction);
  }
  return text + "COMMIT;\n\n";
}

}  // namespace migcheck
