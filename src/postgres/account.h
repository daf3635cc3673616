#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace migcheck {

// Another account of this machine. PostgreSQL refuses to run as root, so a migcheck that was
// started as root gives its server to such a one.
struct Account {
  uid_t uid = 0;
  gid_t gid = 0;
};

// Whom initdb and the server run as: nobody else, unless this process is root; then `postgres`,
// where the machine has that account, else `nobody`. Neither there: Error.
std::optional<Account> server_account();

}  // namespace migcheck
