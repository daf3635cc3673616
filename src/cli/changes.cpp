#include "cli/changes.h"

#include <algorithm>
#include <set>

namespace migcheck {

namespace {

// Whether the file is, or was, a migration that must stay as it is once it has been shipped.
bool is_migration(const History& history, const FileChange& change) {
  if (!change.path.ends_with(history.dialect == "alembic" ? ".py" : ".sql")) return false;
  return std::none_of(history.revisions.begin(), history.revisions.end(),
                      [&](const Revision& revision) {
                        return revision.repeatable && revision.path() == change.path;
                      });
}

const Revision* revision_of(const std::vector<History>& histories, const std::string& path) {
  for (const History& history : histories) {
    for (const Revision& revision : history.revisions) {
      if (revision.has_file(path)) return &revision;
    }
  }
  return nullptr;
}

bool is_same(const SourceFile& file, const Statement& now, const SourceFile& old_file,
             const Statement& before) {
  if (now.sql != before.sql || now.in_transaction != before.in_transaction) return false;
  if (!now.is_opaque() || !before.is_opaque()) return now.is_opaque() == before.is_opaque();
  const auto source = [](const SourceFile& of, Span span) {
    return std::string_view(of.text).substr(span.begin, span.end - span.begin);
  };
  return source(file, now.span) == source(old_file, before.span);
}

bool is_same(const Revision& now, const Revision& before, Direction direction) {
  const Script& script = now.script(direction);
  const Script& old_script = before.script(direction);
  const SourceFile& file = *now.file_of(direction);
  const SourceFile& old_file = *before.file_of(direction);
  return script.state == old_script.state &&
         std::equal(
             script.statements.begin(), script.statements.end(), old_script.statements.begin(),
             old_script.statements.end(),
             [&](const Statement& a, const Statement& b) { return is_same(file, a, old_file, b); });
}

// Reads the histories as they were before the change, where it has touched shipped files.
void compare_shipped(const History& history, const Comparison& comparison,
                     const HistoryOptions& options, std::vector<ShippedChange>& shipped) {
  if (shipped.empty() || !comparison.start) return;
  const std::vector<History> before = load_histories(*comparison.start, options);
  for (ShippedChange& change : shipped) {
    const Revision* old_revision = revision_of(before, change.file.old_path);
    const auto now =
        std::find_if(history.revisions.begin(), history.revisions.end(),
                     [&](const Revision& revision) { return revision.has_file(change.file.path); });
    if (old_revision == nullptr || now == history.revisions.end()) continue;
    change.same_statements = ternary(is_same(*now, *old_revision, Direction::upgrade) &&
                                     is_same(*now, *old_revision, Direction::downgrade));
    change.same_parents = ternary(now->id == old_revision->id &&
                                  now->down_revisions == old_revision->down_revisions &&
                                  now->depends_on == old_revision->depends_on);
  }
}

}  // namespace

Changes changes_of(const History& history, const Comparison& comparison,
                   const HistoryOptions& options) {
  Changes changes;
  for (const std::string& folder : history.folders) {
    for (const FileChange& change : comparison.changes_below(folder)) {
      changes.all.push_back(change);
      if (change.kind == FileChange::Kind::added || !is_migration(history, change)) continue;
      changes.shipped.push_back({change});
      if (change.kind != FileChange::Kind::deleted) continue;
      if (std::optional<std::string> text = comparison.start->read(change.old_path)) {
        changes.deleted.push_back(std::make_shared<SourceFile>(SourceFile{change.path, *text}));
      }
    }
  }
  compare_shipped(history, comparison, options, changes.shipped);
  return changes;
}

std::vector<bool> added_by(const Changes& changes, const History& history,
                           const Comparison& comparison) {
  if (!comparison.start) return {};
  std::set<std::string> paths;
  for (const FileChange& change : changes.all) {
    if (change.kind == FileChange::Kind::added) paths.insert(change.path);
  }
  std::vector<bool> added;
  for (const Revision& revision : history.revisions) {
    added.push_back(paths.contains(revision.file_of(Direction::upgrade)->path));
  }
  return added;
}

}  // namespace migcheck
