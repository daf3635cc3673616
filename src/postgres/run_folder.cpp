#include "postgres/run_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/shm.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/error.h"
#include "postgres/private_folder.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kLongestTemporaryFolder = 55;  // + migcheck-<uid>/run-XXXXXX/server/.s.PGSQL…
constexpr std::string_view kPrefix = "run-";
constexpr const char* kMemory = "/dev/shm";
constexpr std::uint64_t kRoom = std::uint64_t{1} << 30;

[[noreturn]] void fail(const std::string& what) {
  throw Error(what + ": " + std::strerror(errno),
              "Set TMPDIR to a folder that this account may write to.");
}

bool is_folder(const char* path) {
  struct stat status {};
  return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

// Ours alone: root's are passable, for the server of another account lives inside.
mode_t folder_mode() { return geteuid() == 0 ? 0711 : 0700; }

std::string parent_in(const std::string& folder) {
  return folder + "/migcheck-" + std::to_string(geteuid());
}

bool has_room(const char* folder) {
  struct statvfs status {};
  return access(folder, W_OK) == 0 && statvfs(folder, &status) == 0 &&
         std::uint64_t{status.f_bavail} * status.f_frsize >= kRoom;
}

void make_parent(const std::string& parent) {
  if (mkdir(parent.c_str(), folder_mode()) != 0 && errno != EEXIST) {
    fail("cannot make the folder " + parent);
  }
  if (!is_private_folder(parent)) {
    throw Error(parent + " is not a private folder of this account",
                "Remove it, or set TMPDIR to a folder of your own.");
  }
  chmod(parent.c_str(), folder_mode());  // the umask may have taken something away
}

// Held while a run folder is made or leftovers are judged: without it a folder that has no lock
// yet would look like a leftover.
Descriptor lock_parent(const std::string& parent) {
  Descriptor folder(open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
  if (!folder.is_open()) fail("cannot open " + parent);
  while (flock(folder.get(), LOCK_EX) != 0) {
    if (errno != EINTR) fail("cannot lock " + parent);
  }
  return folder;
}

void give(const std::string& path, const std::optional<Account>& account) {
  if (account && lchown(path.c_str(), account->uid, account->gid) != 0) {
    fail("cannot give " + path + " to the server's account");
  }
}

bool is_leftover(const fs::path& path) {
  struct stat status {};
  if (lstat(path.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return false;
  if (status.st_uid != geteuid()) return false;
  const Descriptor lock(open((path / "lock").c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  return !lock.is_open() || flock(lock.get(), LOCK_EX | LOCK_NB) == 0;
}

// The id of the System V segment in the seventh line of postmaster.pid; -1 where there is none.
// Source: src/include/utils/pidfile.h.
int shared_memory_of(const std::string& data) {
  std::ifstream file(data + "/postmaster.pid");
  std::string line;
  for (int number = 1; number <= 7; ++number) {
    if (!std::getline(file, line)) return -1;
  }
  unsigned long key = 0;
  int id = -1;
  return std::sscanf(line.c_str(), "%lu %d", &key, &id) == 2 ? id : -1;
}

// A server that was killed leaves its (tiny) segment. Its processes end a moment later than it; a
// segment that stays attached is another's by now.
void remove_shared_memory(const std::string& data) {
  const int id = shared_memory_of(data);
  shmid_ds status{};
  for (int attempt = 0; attempt < 200 && id != -1; ++attempt) {
    if (shmctl(id, IPC_STAT, &status) != 0) return;
    if (status.shm_nattch == 0) {
      shmctl(id, IPC_RMID, nullptr);
      return;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

int remove_leftovers_locked(const std::string& parent) {
  int removed = 0;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, ignored)) {
    if (!entry.path().filename().string().starts_with(kPrefix)) continue;
    if (is_leftover(entry.path()) && remove_run_folder(entry.path().string())) ++removed;
  }
  return removed;
}

}  // namespace

std::string run_folder_parent(RunFolder::AtEnd at_end) {
  const char* wanted = std::getenv("TMPDIR");
  if (wanted != nullptr && wanted[0] == '/' && is_folder(wanted) &&
      std::strlen(wanted) <= kLongestTemporaryFolder) {
    return parent_in(wanted);
  }
  return parent_in(at_end == RunFolder::AtEnd::remove && has_room(kMemory) ? kMemory : "/tmp");
}

RunFolder make_run_folder(const std::optional<Account>& account, RunFolder::AtEnd at_end) {
  const std::string parent = run_folder_parent(at_end);
  for (const std::string& other : {parent_in(kMemory), parent_in("/tmp")}) {
    if (other != parent && is_private_folder(other)) remove_leftovers(other);
  }
  make_parent(parent);
  const Descriptor guard = lock_parent(parent);
  remove_leftovers_locked(parent);
  RunFolder folder;
  folder.at_end = at_end;
  folder.path = parent + (at_end == RunFolder::AtEnd::keep ? "/kept-XXXXXX" : "/run-XXXXXX");
  if (mkdtemp(folder.path.data()) == nullptr) fail("cannot make a folder in " + parent);
  const std::string lock = folder.path + "/lock";
  folder.lock = Descriptor(open(lock.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!folder.lock.is_open() || flock(folder.lock.get(), LOCK_EX | LOCK_NB) != 0) {
    fail("cannot lock " + lock);
  }
  chmod(folder.path.c_str(), folder_mode());
  if (mkdir(folder.server().c_str(), 0700) != 0) fail("cannot make " + folder.server());
  give(folder.server(), account);
  return folder;
}

bool remove_run_folder(const std::string& path) noexcept {
  try {
    remove_shared_memory(path + "/server/data");
    // Something that is just ending may still write: a few more attempts.
    for (int attempt = 0; attempt < 20; ++attempt) {
      std::error_code failed;
      fs::remove_all(path, failed);
      if (!failed && !fs::exists(path, failed)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  } catch (...) {
    return false;
  }
  return false;
}

int remove_leftovers(const std::string& parent) {
  if (!is_folder(parent.c_str())) return 0;
  const Descriptor guard = lock_parent(parent);
  return remove_leftovers_locked(parent);
}

}  // namespace migcheck
