#pragma once

#include <map>
#include <string>
#include <vector>

#include "dialect/history.h"
#include "roundtrip/alembic/alembic_process.h"
#include "support/temp_folder.h"

namespace migcheck::test {

// A project of Alembic on the disk, beside a server on which the real Alembic runs it.
class OnDisk {
 public:
  // The project's files; those in versions/ are revisions. Alembic is that of the tests, unless
  // project().python says otherwise.
  explicit OnDisk(const std::map<std::string, std::string>& files);

  AlembicProject& project() { return project_; }
  const AlembicProject& project() const { return project_; }
  std::shared_ptr<const FileTree> tree() const;
  AlembicProcess process() const;

  const Revision& revision(const std::string& id) const;
  std::vector<const Revision*> revisions() const;  // in the order of their files

  const std::string& path() const { return folder_.path(); }
  std::string read(const std::string& path) const { return folder_.read(path); }

  // "line 12: …" for the place and the text of a failure; "passed" without one.
  std::string result(const AlembicRun& run) const;

 private:
  TempFolder folder_;
  ScopedVariable python_path_, virtual_env_, path_variable_;
  AlembicProject project_;
  History history_;
};

// The one server of these tests, its only database empty.
Address fresh_database();

// A second database, as the first one is now.
std::string copy_of_database(const std::string& name);

// Of a query, one row a line.
std::string query(const std::string& sql, const std::string& database = "postgres");

// The text of a revision's file: its header, and what stands in the functions.
std::string revision_text(const std::string& id, const std::string& down,
                          const std::string& upgrade, const std::string& downgrade = "pass");

}  // namespace migcheck::test
