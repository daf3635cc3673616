#include "dialect/sql/folder.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <mutex>
#include <optional>

#include "core/parallel.h"
#include "dialect/sql/migration.h"
#include "dialect/sql/script.h"

namespace migcheck::sql_files {

namespace {

using Part = NamedFile::Part;

// A migration whose files are in memory, so that it can be read beside others.
struct Loaded {
  Revision revision;
  Part part = Part::both;
  Runner runner = Runner::as_written;
  SourceFilePtr downgrade;  // null: it has no file for it
  Runner downgrade_runner = Runner::as_written;
  std::vector<LoadProblem> problems = {};
};

// A script that is all of a file.
void read_file(const Layout& layout, Runner runner, const SourceFilePtr& file, Script& script) {
  script.file = file;
  script.span = {0, file->text.size()};
  add_statements({file, script.span, runner, layout.placeholder_reason}, script);
}

void read_sections(const Layout& layout, Revision& revision, std::vector<LoadProblem>& problems) {
  Sections sections = layout.sections(revision.file);
  for (const Section& section : sections.list) {
    Script& script =
        section.direction == Direction::upgrade ? revision.upgrade : revision.downgrade;
    if (script.state == Script::State::missing) script.span = section.marker;
    add_statements({revision.file, section.text, section.runner, sections.placeholder_reason},
                   script);
  }
  std::move(sections.problems.begin(), sections.problems.end(), std::back_inserter(problems));
}

// A migration in another language has its place in the history, and is not read.
void make_opaque(Script& script) {
  Statement statement;
  statement.opaque_reason = "is written in another language than SQL, which is not read";
  script.state = Script::State::present;
  script.statements = {statement};
}

void read_scripts(const Layout& layout, Loaded& loaded) {
  Revision& revision = loaded.revision;
  if (loaded.part == Part::code) {
    make_opaque(revision.upgrade);
    make_opaque(revision.downgrade);
  } else if (loaded.part == Part::both) {
    read_sections(layout, revision, loaded.problems);
  } else {
    read_file(layout, loaded.runner, revision.file, revision.upgrade);
    if (loaded.downgrade) {
      read_file(layout, loaded.downgrade_runner, loaded.downgrade, revision.downgrade);
    }
  }
}

Revision make_revision(const Layout& layout, const Migration& migration, SourceFilePtr file) {
  Revision revision;
  revision.file = std::move(file);
  revision.id = migration.named.version;
  revision.message = migration.named.name;
  revision.repeatable = migration.named.part == Part::repeatable;
  revision.upgrade.name = layout.script_name(Direction::upgrade, migration.path);
  revision.downgrade.name = layout.script_name(Direction::downgrade, migration.path);
  return revision;
}

// Nothing where the file is not there any more.
std::optional<Loaded> load(const ProjectFiles& project, const Layout& layout,
                           const Migration& migration) {
  SourceFilePtr file = project.read(migration.path);
  if (!file) return std::nullopt;
  Loaded loaded;
  loaded.part = migration.named.part;
  loaded.revision = make_revision(layout, migration, std::move(file));
  if (loaded.part == Part::code || loaded.part == Part::both) return loaded;
  loaded.runner = layout.runner(project, *loaded.revision.file);
  if (migration.downgrade) loaded.downgrade = project.read(*migration.downgrade);
  if (loaded.downgrade) loaded.downgrade_runner = layout.runner(project, *loaded.downgrade);
  return loaded;
}

// Gives each revision its place behind the one before; the revisions are in the order of running,
// parallel to the migrations.
void connect(const std::vector<Migration>& migrations, std::vector<Revision>& revisions) {
  std::map<Key, std::size_t> first;  // of the version
  std::string before;
  for (std::size_t i = 0; i < revisions.size(); ++i) {
    const auto [at, is_new] = first.emplace(migrations[i].named.same, i);
    if (!is_new) {
      revisions[i].id = revisions[at->second].id;
      revisions[i].down_revisions = revisions[at->second].down_revisions;
      continue;
    }
    if (!before.empty()) revisions[i].down_revisions = {before};
    before = revisions[i].id;
  }
}

bool has_downgrade(const Revision& revision) {
  return revision.downgrade.state != Script::State::missing;
}

}  // namespace

History read_folder(const ProjectFiles& project, const Layout& layout, const std::string& folder,
                    Content content) {
  MigrationFiles found = find_migrations(project, layout, folder);
  History history;
  history.dialect = layout.name;
  history.folders = {folder};
  history.problems = std::move(found.problems);
  std::vector<std::optional<Loaded>> loaded(found.list.size());
  std::mutex reading;  // a project is read by one thread at a time
  in_parallel(loaded.size(), [&](std::size_t i) {
    {
      const std::lock_guard lock(reading);
      loaded[i] = load(project, layout, found.list[i]);
    }
    if (loaded[i] && content == Content::scripts) read_scripts(layout, *loaded[i]);
  });
  std::vector<Migration> migrations;
  for (std::size_t i = 0; i < loaded.size(); ++i) {
    if (!loaded[i]) continue;
    std::vector<LoadProblem>& problems = loaded[i]->problems;
    std::move(problems.begin(), problems.end(), std::back_inserter(history.problems));
    history.revisions.push_back(std::move(loaded[i]->revision));
    migrations.push_back(std::move(found.list[i]));
  }
  connect(migrations, history.revisions);
  history.has_downgrades =
      layout.has_downgrades &&
      std::any_of(history.revisions.begin(), history.revisions.end(), has_downgrade);
  std::sort(history.revisions.begin(), history.revisions.end(),
            [](const Revision& a, const Revision& b) { return a.path() < b.path(); });
  return history;
}

}  // namespace migcheck::sql_files
