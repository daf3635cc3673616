#pragma once

#include <optional>
#include <string>
#include <vector>

namespace migcheck {

// A PostgreSQL server installed on this machine.
struct Installation {
  std::string bindir;  // the folder of initdb and postgres
  int major = 0;
};

struct InstallationQuery {
  std::optional<int> major;  // none: the newest
  std::string bindir;        // look nowhere else; empty: everywhere
};

// The folders that hold initdb and postgres, each once, in order: PATH's, the distributions' own,
// an installed @embedded-postgres package from the current folder upward.
std::vector<std::string> installation_folders();

// The installation to use; pg_config is asked when no folder has what is wanted. Error when there
// is none, or none of that major version: it says what was found, what does not run and why, and
// how to install one.
Installation find_installation(const InstallationQuery& query);

// The major version, from what `postgres --version` prints: "postgres (PostgreSQL) 15.18 (Debian
// …)" → 15; 0: it says something else.
int major_in(const std::string& output);

}  // namespace migcheck
