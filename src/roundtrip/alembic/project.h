#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/file_tree.h"
#include "core/rehearsal_limits.h"
#include "postgres/connection.h"

namespace migcheck {

// What the engine alembic has to know about the project, from the command line, the configuration
// and the place of its files.
struct AlembicProject {
  std::string root;  // folder on the disk, absolute, that all other paths are relative to

  // Null: the files at `root` are what is to be run. Else these are, and are written somewhere: a
  // commit that is not checked out, a merge.
  std::shared_ptr<const FileTree> tree;

  std::string config;                // alembic.ini or pyproject.toml; empty: there is none
  std::vector<std::string> folders;  // with the files of the revisions; at least one

  std::string python;                                    // --python; empty: look for it
  std::vector<std::string> x_arguments;                  // -x: what context.get_x_argument() sees
  std::map<std::string, std::string> naming_convention;  // of target_metadata; may be empty

  // Variables that are set for the process; {url}, {host}, {database} and {user} in a value stand
  // for the rehearsal's database. Then the names of those that it gets as migcheck itself has them.
  std::map<std::string, std::string> environment;
  std::vector<std::string> passed;

  // Modules to import beforehand: what an env.py imports so that it adds to alembic.op.
  std::vector<std::string> imports;

  bool own_env = false;  // the project's env.py is run; else what the shortest one would do
  std::string command;   // what runs one revision instead of us; empty: nothing. See command.h
  bool verify = false;   // make sure beforehand that all revisions can be read
  RehearsalLimits limits;
  std::map<std::string, std::string> session;  // settings of each session, as SET takes them
};

// `text` with {url}, {host}, {database} and {user} replaced. The URL is libpq's, without a driver's
// name: postgresql://user@/database?host=folder.
std::string with_address(std::string text, const Address& address);

// How long one upgrade or downgrade may take, in whole seconds.
std::chrono::seconds step_limit(const AlembicProject& project);

// The folder that `alembic` would be called in: that of the configuration.
std::string working_folder(const AlembicProject& project);

}  // namespace migcheck
