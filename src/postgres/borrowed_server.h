#pragma once

#include <memory>
#include <string>

#include "postgres/database_host.h"

namespace migcheck {

// Whether migrations may run as a role that can reach the server's files and programs.
enum class Superuser { refused, allowed };

// A server that the user names. We make one database there (and at times a copy of it), run
// everything in it, and drop it; no other database is touched.
//   migcheck_<16 hexadecimal digits>        with a comment that says what it is for
//   migcheck_<16 hexadecimal digits>_trial  the copy
// A process of its own drops them, however this one ends (see DatabaseGuard). What is left when
// that is killed too, the next run with this URL drops: databases of such a name, with our comment,
// of the URL's own role, in which nobody is and whose maker has no session on the server any more.
//
// Migrations run as the URL's role: SET ROLE to one of less rights would not bind them, for a
// session may always RESET it. Hence a superuser, or who may read and write the server's files, is
// refused.
class BorrowedServer : public DatabaseHost {
 public:
  // Makes the database. Error when the server cannot be reached, the role may not make databases,
  // or it may do too much.
  BorrowedServer(const DatabaseUrl& url, Superuser superuser);
  ~BorrowedServer() override;

  Address migration_address() const override;
  Address admin_address() const override { return migration_address(); }
  std::string name_for_copy() const override;
  Watchdog& watch(const RehearsalLimits& limits) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace migcheck
