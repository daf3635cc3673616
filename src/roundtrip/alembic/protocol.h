#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/direction.h"
#include "core/revision.h"
#include "roundtrip/alembic/alembic_run.h"
#include "roundtrip/alembic/project.h"

namespace migcheck::protocol {

// The lines that an AlembicProcess and migcheck_driver exchange, all of them JSON objects.
//   opening   {"config", "root", "folders": […], "x": […], "naming_convention": {…}, "imports":
//   […],
//              "own_env", "limit": seconds, "settings": [SQL for each connection],
//              "environment": {…}}
//     answer  {"ready": true}, {"lacking": {"name", "reason"}} or {"failure": …}
//   order     {"do": "run", "revisions": […], "direction", "database": {"host", "name", "role"},
//              "environment": {…}, "locks": whether to look at them}
//     answer  {"running": id} for each that begins, then {"ms", "failure": …|null, "statements":
//             [{"revision", "line", "sql", "cut", "autocommit", "locks"}], "left_out", "locks"}, or
//             {"failure"} when none could be read. Locks are [oid, mode, file node] of what was not
//             held before, those of the answer what came after the last statement
//   order     {"do": "check", "database", "environment"}
//     answer  {"differences": [line, …]} or {"failure": …}
//   failure   {"kind": sql|lost|python|timeout|load, "revision", "line", "message"}, of sql and
//   lost
//             the members of SqlFailure and "sql", of load "file"; "module" is one that is missing

std::string opening(const AlembicProject& project, const Address& address);
std::string run_order(const AlembicProject& project, const Address& address,
                      std::span<const Revision* const> revisions, Direction direction,
                      ReportLocks locks);
std::string check_order(const AlembicProject& project, const Address& address);

// Error unless the answer to opening() is that it is ready; `python` is what has answered.
void read_opening(const std::string& line, const AlembicProject& project,
                  const std::string& python);

// The id of a revision that begins; nothing where the line is an answer.
std::optional<std::string> read_running(const std::string& line);

// The answer to run_order(). What keeps Alembic from running anything is an Error, unless it is a
// mistake in the file of one of `revisions`: that is a failure of it.
AlembicRun read_run(const std::string& line, const AlembicProject& project,
                    std::span<const Revision* const> revisions, Direction direction);

// The answer to check_order(). An env.py that cannot be run is an Error.
std::vector<std::string> read_check(const std::string& line, const AlembicProject& project);

}  // namespace migcheck::protocol
