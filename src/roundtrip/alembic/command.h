#pragma once

#include <string>

#include "core/direction.h"
#include "core/revision.h"
#include "roundtrip/alembic/alembic_run.h"
#include "roundtrip/alembic/project.h"

namespace migcheck {

// Runs one revision with the project's own command, for those that no Alembic of ours can run:
//   "alembic -c db/alembic.ini {direction} {revision}"
// It is given to sh in the project's root, with the variables of python_environment(); one of them
// has to hand the database's URL over. {revision} is what `alembic upgrade` and `alembic downgrade`
// take: the revision, or that below it ("base" where there is none).
//
// A failure is what the command prints last; of a traceback the line in the revision's file, and
// PostgreSQL's message without its SQLSTATE. Statements are not seen. Where other branches stand on
// the same revision, `alembic downgrade` takes them down, too.
AlembicRun run_command(const AlembicProject& project, const Address& address,
                       const Revision& revision, Direction direction);

// The command with its placeholders replaced by quoted words; `python` is for {python}.
std::string command_line(const std::string& command, const std::string& python,
                         const Revision& revision, Direction direction);

// What a command that has failed says.
void read_output(const std::string& output, const Revision& revision, Direction direction,
                 AlembicRun& run);

}  // namespace migcheck
