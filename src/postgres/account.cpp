#include "postgres/account.h"

#include <pwd.h>
#include <unistd.h>

#include "core/error.h"

namespace migcheck {

std::optional<Account> server_account() {
  if (geteuid() != 0) return std::nullopt;
  for (const char* name : {"postgres", "nobody"}) {
    const passwd* entry = getpwnam(name);
    if (entry != nullptr && entry->pw_uid != 0) return Account{entry->pw_uid, entry->pw_gid};
  }
  throw Error("PostgreSQL does not run as root, and there is no account postgres or nobody",
              "Run migcheck as an ordinary user.");
}

}  // namespace migcheck
