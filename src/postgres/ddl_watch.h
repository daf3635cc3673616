#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "postgres/connection.h"
#include "postgres/held_lock.h"

namespace migcheck {

// What a session held at the end of a DDL command.
struct DdlCommand {
  std::string sql;          // what the client had sent; several statements, perhaps
  std::string transaction;  // its virtual id
  std::vector<HeldLock> locks;
};

// As long as it lives, an event trigger (ddl_command_end) of the superuser writes a line to the
// server's log for each DDL command of any session of the database: the locks of its session on
// relations that were there when the watch began, and their files, another one where a table was
// written anew. A line in the log survives a rollback, and locks nothing. The trigger is there only
// for the upgrade that is observed: PostgreSQL has more to do for each command where there is one.
//
// The function has the rights of whoever runs the command, so that there is nothing to be gained by
// it, and lies in pg_catalog, where neither a snapshot nor Alembic looks. Only a superuser can
// alter or drop either.
//
// No event is there for what is no DDL: DML, TRUNCATE, LOCK, VACUUM, CLUSTER, and up to PostgreSQL
// 16 REINDEX. What runs CONCURRENTLY has released its locks by then.
class DdlWatch {
 public:
  // `admin` is a superuser's session, and must outlive the watch; `log` the path of the file that
  // the server writes its log to.
  DdlWatch(Connection& admin, std::string log);
  ~DdlWatch();

  DdlWatch(const DdlWatch&) = delete;
  DdlWatch& operator=(const DdlWatch&) = delete;

  // The commands since the last call, in their order.
  std::vector<DdlCommand> take();

 private:
  Connection& admin_;
  std::string log_;
  std::size_t read_ = 0;  // bytes of the log
};

// The commands in lines of a log with the prefix "%m [%p] ".
std::vector<DdlCommand> ddl_commands_in(const std::string& log);

}  // namespace migcheck
