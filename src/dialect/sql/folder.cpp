#include "dialect/sql/folder.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "dialect/sql/migration.h"
#include "dialect/sql/script.h"

namespace migcheck::sql_files {

namespace {

using Part = NamedFile::Part;

// A script that is all of a file.
void read_file(const ProjectFiles& project, const Layout& layout, const SourceFilePtr& file,
               Script& script) {
  script.file = file;
  script.span = {0, file->text.size()};
  add_statements({file, script.span, layout.runner(project, *file), layout.placeholder_reason},
                 script);
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

void read_scripts(const ProjectFiles& project, const Layout& layout, const Migration& migration,
                  Revision& revision, std::vector<LoadProblem>& problems) {
  if (migration.named.part == Part::code) {
    make_opaque(revision.upgrade);
    make_opaque(revision.downgrade);
  } else if (migration.named.part == Part::both) {
    read_sections(layout, revision, problems);
  } else {
    read_file(project, layout, revision.file, revision.upgrade);
    const SourceFilePtr downgrade =
        migration.downgrade ? project.read(*migration.downgrade) : nullptr;
    if (downgrade) read_file(project, layout, downgrade, revision.downgrade);
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
  std::erase_if(found.list, [&](const Migration& one) { return !project.read(one.path); });
  for (const Migration& migration : found.list) {
    Revision revision = make_revision(layout, migration, project.read(migration.path));
    if (content == Content::scripts) {
      read_scripts(project, layout, migration, revision, history.problems);
    }
    history.revisions.push_back(std::move(revision));
  }
  connect(found.list, history.revisions);
  history.has_downgrades =
      layout.has_downgrades &&
      std::any_of(history.revisions.begin(), history.revisions.end(), has_downgrade);
  std::sort(history.revisions.begin(), history.revisions.end(),
            [](const Revision& a, const Revision& b) { return a.path() < b.path(); });
  return history;
}

}  // namespace migcheck::sql_files
