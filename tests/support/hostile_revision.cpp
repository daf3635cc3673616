#include "support/hostile_revision.h"

#include "dialect/alembic/revision_file.h"

namespace migcheck::test {

namespace {

std::string wrong_in(const Script& script, std::size_t size) {
  for (const Statement& statement : script.statements) {
    if (statement.sql.empty() != statement.is_opaque()) return "neither SQL nor a reason";
    const auto& [begin, end] = statement.span;
    if (begin > end || end > size) return "a place outside of the text";
  }
  return {};
}

}  // namespace

std::string misread(const std::string& text) {
  const auto file = std::make_shared<const SourceFile>(SourceFile{"versions/r.py", text});
  const alembic::RevisionFile read = alembic::read_revision(file, {});
  if (!read.revision) return read.problems.empty() ? "neither a revision nor a problem" : "";
  const std::string wrong = wrong_in(read.revision->upgrade, text.size());
  return wrong.empty() ? wrong_in(read.revision->downgrade, text.size()) : wrong;
}

}  // namespace migcheck::test
