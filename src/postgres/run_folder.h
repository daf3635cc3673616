#pragma once

#include <optional>
#include <string>

#include "postgres/account.h"
#include "postgres/descriptor.h"

namespace migcheck {

// The private folder of one cluster:
//   <temporary folder>/migcheck-<uid>/        ours; 0700, or 0711 for root, whose server is another
//     run-XXXXXX/                             likewise
//       lock                                  held by flock as long as the folder is in use
//       server/                               the server account's, 0700
//         data/  log  .s.PGSQL.5432
// A folder whose lock nobody holds is a leftover of a process that was killed: the next run deletes
// it. Nothing is ever deleted that is not ours (owner, name, no symbolic link).
struct RunFolder {
  enum class AtEnd { remove, keep };  // a kept one is named kept-XXXXXX, and no leftover

  AtEnd at_end = AtEnd::remove;
  std::string path;
  Descriptor lock;  // shared with whoever inherits it; the folder is in use until all are closed

  std::string server() const { return path + "/server"; }
  std::string data() const { return server() + "/data"; }
  std::string log() const { return server() + "/log"; }
};

// Makes one, and clears leftovers away. It lies in TMPDIR where that is set and short enough for a
// socket's path (107 bytes); else in memory (/dev/shm: a file is made there in a tenth of the time)
// where that has a gigabyte to spare and the folder is not to be kept; else in /tmp. Error when the
// folder cannot be made.
RunFolder make_run_folder(const std::optional<Account>& account, RunFolder::AtEnd at_end);

// Deletes the folder of a cluster whose server has ended, and the shared memory segment that a
// killed server leaves behind. Returns false when something is left. Does not throw: it is called
// where nobody catches.
bool remove_run_folder(const std::string& path) noexcept;

// Deletes the run folders below `parent` that nobody holds; returns how many.
int remove_leftovers(const std::string& parent);

// The folder that such a run folder of this process is made in; it need not exist yet.
std::string run_folder_parent(RunFolder::AtEnd at_end);

}  // namespace migcheck
