#pragma once

#include <optional>
#include <string>
#include <vector>

namespace migcheck {

// A PostgreSQL server installed on this machine.
struct Installation {
  std::string bindir;   // the folder of initdb and postgres
  std::string version;  // as it says itself: "15.18"
  int major = 0;
};

struct InstallationQuery {
  std::optional<int> major;  // none: the newest
  std::string bindir;        // look nowhere else; empty: everywhere
};

// The folders in which to look for initdb and postgres, in order: pg_config's, PATH's,
// distributions' own, an installed @embedded-postgres package from the current folder upward.
// Only those that hold both programs, each once.
std::vector<std::string> installation_folders();

// The installation to use. Error when there is none, or none of that major version: it says what
// was found, and how to install one.
Installation find_installation(const InstallationQuery& query);

// "postgres (PostgreSQL) 15.18 (Debian …)" → "15.18", "19beta1" → "19beta1"; empty: no such text.
std::string version_in(const std::string& output);

}  // namespace migcheck
