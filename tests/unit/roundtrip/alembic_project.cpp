#include "unit/roundtrip/alembic_project.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "core/text.h"
#include "git/directory_tree.h"
#include "postgres/cluster.h"

namespace migcheck::test {

namespace {

Cluster& cluster() {
  static Cluster one(find_installation({}), RunFolder::AtEnd::remove);
  return one;
}

std::string oracle() {
  const char* given = std::getenv("MIGCHECK_ORACLE_PYTHONPATH");
  std::string path = given != nullptr ? given
                                      : std::string(MIGCHECK_SOURCE_DIR) +
                                            "/build/oracle/usr/lib/python3/dist-packages";
  REQUIRE_MESSAGE(std::filesystem::exists(path + "/alembic"), "run scripts/install-deps --tests");
  return path;
}

void write_all(const TempFolder& folder, const std::map<std::string, std::string>& files) {
  for (const auto& [path, text] : files) folder.write(path, text);
}

}  // namespace

OnDisk::OnDisk(const std::map<std::string, std::string>& files)
    : python_path_("PYTHONPATH", oracle().c_str()),
      virtual_env_("VIRTUAL_ENV", nullptr),
      path_variable_("PATH", "/usr/bin:/bin") {
  write_all(folder_, files);
  history_ = load_histories(*plain_folder(folder_.path()), {}).at(0);
  project_.root = folder_.path();
  project_.config = history_.config;
  project_.folders = history_.folders;
  project_.limits.step = project_.limits.statement = std::chrono::seconds(20);
}

std::shared_ptr<const FileTree> OnDisk::tree() const { return plain_folder(folder_.path()); }

AlembicProcess OnDisk::process() const {
  return AlembicProcess(project_, cluster().migration_address(), cluster().folder());
}

const Revision& OnDisk::revision(const std::string& id) const {
  for (const Revision& one : history_.revisions) {
    if (one.id == id) return one;
  }
  FAIL("there is no revision " << id);
  return history_.revisions.front();
}

std::vector<const Revision*> OnDisk::revisions() const {
  std::vector<const Revision*> found;
  for (const Revision& one : history_.revisions) found.push_back(&one);
  return found;
}

std::string OnDisk::result(const AlembicRun& run) const {
  if (!run.script.failure) return "passed";
  std::string text = run.revision + ": ";
  if (run.script.failed_at) {
    const SourceFile& file = *revision(run.revision).file;
    const std::size_t line = position_at(file.text, run.script.failed_at->begin).line;
    text = run.revision + ", line " + std::to_string(line) + ": ";
  }
  return text + run.script.failure->text();
}

Address fresh_database() {
  Connection connection(cluster().migration_address());
  connection.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  return cluster().migration_address();
}

std::string copy_of_database(const std::string& name) {
  Connection admin({cluster().admin_address().folder, "postgres", cluster().admin_address().role});
  admin.query("DROP DATABASE IF EXISTS " + name);
  admin.query("CREATE DATABASE " + name + " TEMPLATE postgres OWNER postgres");
  return name;
}

std::string query(const std::string& sql, const std::string& database) {
  Address address = cluster().migration_address();
  address.database = database;
  std::string text;
  for (const Connection::Row& row : Connection(address).query(sql)) {
    text += join(row, "|") + "\n";
  }
  return text;
}

std::string revision_text(const std::string& id, const std::string& down,
                          const std::string& upgrade, const std::string& downgrade) {
  const auto body = [](const std::string& text) {
    return replace_all("\n" + text, "\n", "\n    ");
  };
  return "import sqlalchemy as sa\nfrom alembic import context, op\n\nrevision = '" + id +
         "'\ndown_revision = " + down + "\n\n\ndef upgrade():" + body(upgrade) +
         "\n\n\ndef downgrade():" + body(downgrade) + "\n";
}

}  // namespace migcheck::test
