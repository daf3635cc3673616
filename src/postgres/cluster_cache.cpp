#include "postgres/cluster_cache.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <utility>
#include <vector>

#include "postgres/descriptor.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEntryPrefix = "cluster-";
constexpr const char* kMarker = "complete";
constexpr std::size_t kMostEntries = 4;

std::string cache_folder() {
  const char* xdg = std::getenv("XDG_CACHE_HOME");
  if (xdg != nullptr && xdg[0] == '/') return std::string(xdg) + "/migcheck";
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return {};
  return std::string(home) + "/.cache/migcheck";
}

// Copies one tree; every failure ends the whole.
class Copier {
 public:
  explicit Copier(const std::optional<Account>& account) : account_(account) {}

  bool copy_folder(const fs::path& from, const fs::path& to) {
    if (mkdir(to.c_str(), 0700) != 0) return false;
    if (account_ && lchown(to.c_str(), account_->uid, account_->gid) != 0) return false;
    std::error_code failed;
    for (const fs::directory_entry& entry : fs::directory_iterator(from, failed)) {
      const fs::path target = to / entry.path().filename();
      if (entry.is_symlink()) return false;
      if (entry.is_directory() ? !copy_folder(entry.path(), target)
                               : !copy_file(entry.path(), target)) {
        return false;
      }
    }
    return !failed;
  }

  const CopiedTree& copied() const { return copied_; }

 private:
  bool copy_file(const fs::path& from, const fs::path& to) {
    const Descriptor in(open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    const Descriptor out(open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    struct stat status {};
    if (!in.is_open() || !out.is_open() || fstat(in.get(), &status) != 0) return false;
    if (account_ && fchown(out.get(), account_->uid, account_->gid) != 0) return false;
    ++copied_.files;
    copied_.bytes += static_cast<std::size_t>(status.st_size);
    return status.st_size == 0 || clone(in.get(), out.get()) ||
           copy_bytes(in.get(), out.get(), static_cast<std::size_t>(status.st_size));
  }

  // Tried once: a file system that cannot do it for one file cannot do it for the next.
  bool clone(int in, int out) {
    if (can_clone_) can_clone_ = ioctl(out, FICLONE, in) == 0;
    return can_clone_;
  }

  static bool copy_bytes(int in, int out, std::size_t size) {
    while (size > 0) {
      const ssize_t count = sendfile(out, in, nullptr, size);
      if (count <= 0) return false;
      size -= static_cast<std::size_t>(count);
    }
    return true;
  }

  std::optional<Account> account_;
  CopiedTree copied_;
  bool can_clone_ = true;
};

std::optional<CopiedTree> read_marker(const std::string& entry) {
  std::ifstream file(fs::path(entry) / kMarker);
  CopiedTree tree;
  if (!(file >> tree.files >> tree.bytes)) return std::nullopt;
  return tree;
}

bool write_marker(const std::string& entry, const CopiedTree& tree) {
  std::ofstream file(fs::path(entry) / kMarker);
  file << tree.files << ' ' << tree.bytes << '\n';
  return static_cast<bool>(file.flush());
}

// Whoever holds it may write to the cache; it ends with the process.
Descriptor lock_cache(const std::string& folder) {
  Descriptor lock(open((folder + "/lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (lock.is_open() && flock(lock.get(), LOCK_EX | LOCK_NB) != 0) lock.close();
  return lock;
}

// What a writer left that was killed; only the holder of the lock may call it.
void remove_unfinished(const std::string& folder) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    if (!entry.path().filename().string().starts_with("unfinished-")) continue;
    fs::remove_all(entry.path(), ignored);
  }
}

// Entries of other versions, or of another initialise(), are kept as long as they are among the
// few that were used last; only the holder of the lock may call it.
void remove_unused(const std::string& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> entries;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    if (!entry.path().filename().string().starts_with(kEntryPrefix)) continue;
    entries.emplace_back(fs::last_write_time(entry.path() / kMarker, failed), entry.path());
  }
  std::sort(entries.rbegin(), entries.rend());
  for (std::size_t i = kMostEntries; i < entries.size(); ++i) {
    fs::remove_all(entries[i].second, failed);
  }
}

}  // namespace

std::optional<CopiedTree> copy_tree(const std::string& from, const std::string& to,
                                    const std::optional<Account>& account) {
  Copier copier(account);
  if (!copier.copy_folder(from, to)) return std::nullopt;
  return copier.copied();
}

ClusterCache::ClusterCache(const std::string& key) : folder_(cache_folder()) {
  if (!folder_.empty()) entry_ = folder_ + "/" + std::string(kEntryPrefix) + key;
}

bool ClusterCache::restore(const std::string& data, const std::optional<Account>& account) const {
  std::error_code ignored;
  if (entry_.empty() || !fs::exists(entry_, ignored)) return false;
  const std::optional<CopiedTree> expected = read_marker(entry_);
  if (expected && copy_tree(entry_ + "/data", data, account) == expected) {
    utimensat(AT_FDCWD, (entry_ + "/" + kMarker).c_str(), nullptr, 0);  // for remove_unused()
    return true;
  }
  fs::remove_all(data, ignored);
  remove();
  return false;
}

void ClusterCache::store(const std::string& data) const {
  std::error_code failed;
  if (entry_.empty() || !(fs::create_directories(folder_, failed), fs::is_directory(folder_)))
    return;
  chmod(folder_.c_str(), 0700);
  const Descriptor lock = lock_cache(folder_);
  if (!lock.is_open()) return;
  remove_unfinished(folder_);
  std::string fresh = folder_ + "/unfinished-XXXXXX";
  if (mkdtemp(fresh.data()) == nullptr) return;
  const std::optional<CopiedTree> copied = copy_tree(data, fresh + "/data", std::nullopt);
  if (copied && write_marker(fresh, *copied)) fs::rename(fresh, entry_, failed);
  fs::remove_all(fresh, failed);  // only if it has not been renamed
  remove_unused(folder_);
}

void ClusterCache::remove() const {
  if (entry_.empty()) return;
  const Descriptor lock = lock_cache(folder_);
  if (!lock.is_open()) return;
  std::string away = folder_ + "/unfinished-XXXXXX";
  std::error_code failed;
  if (mkdtemp(away.data()) == nullptr) return;
  fs::rename(entry_, away + "/entry", failed);
  fs::remove_all(away, failed);
}

}  // namespace migcheck
