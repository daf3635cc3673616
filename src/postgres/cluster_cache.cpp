#include "postgres/cluster_cache.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "postgres/archive.h"
#include "postgres/descriptor.h"
#include "postgres/private_folder.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kEntryPrefix = "cluster-";
constexpr std::string_view kUnfinishedPrefix = "unfinished-";
constexpr const char* kLimitVariable = "MIGCHECK_CACHE_SIZE";
constexpr std::uintmax_t kLimit = 2000;  // megabytes

std::string cache_folder() {
  const char* xdg = std::getenv("XDG_CACHE_HOME");
  if (xdg != nullptr && xdg[0] == '/') return std::string(xdg) + "/migcheck";
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') return {};
  return std::string(home) + "/.cache/migcheck";
}

// What somebody else has put there is not to be run. The folder need not exist yet.
std::string trusted(std::string folder) {
  struct stat status {};
  const bool strange = lstat(folder.c_str(), &status) == 0 && !is_private_folder(folder);
  return strange ? std::string() : folder;
}

// In bytes.
std::uintmax_t cache_limit() {
  const char* value = std::getenv(kLimitVariable);
  const std::string_view text = value == nullptr ? "" : value;
  std::uintmax_t megabytes = kLimit;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), megabytes);
  if (!text.empty() && (error != std::errc() || end != text.end() || megabytes > 100'000'000)) {
    throw Error(fmt::format("{} is `{}`", kLimitVariable, text),
                "give a number of megabytes, 0 to cache nothing");
  }
  return megabytes * 1'000'000;
}

// A new file, locked as long as it is open. Not open: there is no room for one.
Descriptor make_unfinished(std::string& path) {
  Descriptor file(mkostemp(path.data(), O_CLOEXEC));
  if (file.is_open() && flock(file.get(), LOCK_EX | LOCK_NB) != 0) file.close();
  return file;
}

bool is_abandoned(const fs::path& unfinished) {
  const Descriptor file(open(unfinished.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  return file.is_open() && flock(file.get(), LOCK_EX | LOCK_NB) == 0;
}

bool has_prefix(const fs::path& path, std::string_view prefix) {
  return path.filename().string().starts_with(prefix);
}

// What a writer left that was killed.
void remove_abandoned(const std::string& folder) {
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
    if (has_prefix(entry.path(), kUnfinishedPrefix) && is_abandoned(entry.path())) {
      fs::remove(entry.path(), ignored);
    }
  }
}

struct Entry {
  fs::file_time_type used;  // restore() sets it
  std::uintmax_t bytes = 0;
  fs::path path;
};

// The one used last comes first.
std::vector<Entry> entries_in(const std::string& folder) {
  std::vector<Entry> entries;
  std::error_code failed;
  for (const fs::directory_entry& file : fs::directory_iterator(folder, failed)) {
    if (!has_prefix(file.path(), kEntryPrefix)) continue;
    Entry entry{file.last_write_time(failed), 0, file.path()};
    if (!failed) entry.bytes = file.file_size(failed);
    if (!failed) entries.push_back(std::move(entry));  // else another process has just removed it
  }
  std::sort(entries.begin(), entries.end(),
            [](const Entry& a, const Entry& b) { return a.used > b.used; });
  return entries;
}

void keep_within(std::uintmax_t limit, const std::string& folder) {
  std::uintmax_t bytes = 0;
  std::error_code ignored;
  for (const Entry& entry : entries_in(folder)) {
    if (bytes + entry.bytes > limit) {
      fs::remove(entry.path, ignored);
    } else {
      bytes += entry.bytes;
    }
  }
}

}  // namespace

ClusterCache::ClusterCache(std::string key)
    : key_(std::move(key)), folder_(trusted(cache_folder())), limit_(cache_limit()) {
  if (folder_.empty() || limit_ == 0) return;
  entry_ = fmt::format("{}/{}{:016x}", folder_, kEntryPrefix, std::hash<std::string>{}(key_));
}

std::optional<std::string> ClusterCache::restore(const std::string& data,
                                                 const std::optional<Account>& account) const {
  std::error_code ignored;
  if (entry_.empty() || !fs::exists(entry_, ignored)) return std::nullopt;
  const std::optional<Archive> archive = Archive::open(entry_);
  if (archive && archive->label().key != key_) return std::nullopt;
  if (archive && archive->unpack(data, account)) {
    utimensat(AT_FDCWD, entry_.c_str(), nullptr, 0);  // for keep_within()
    return archive->label().note;
  }
  fs::remove_all(data, ignored);
  remove();
  return std::nullopt;
}

void ClusterCache::store(const std::string& data, const std::string& note) const {
  std::error_code failed;
  if (entry_.empty()) return;
  if (fs::create_directories(folder_, failed)) chmod(folder_.c_str(), 0700);
  remove_abandoned(folder_);
  std::string fresh = fmt::format("{}/{}XXXXXX", folder_, kUnfinishedPrefix);
  const Descriptor file = make_unfinished(fresh);
  if (!file.is_open()) return;
  if (write_archive(file, data, {key_, note})) fs::rename(fresh, entry_, failed);
  fs::remove(fresh, failed);  // only if it has not been renamed
  keep_within(limit_, folder_);
}

void ClusterCache::remove() const {
  std::error_code ignored;
  if (!entry_.empty()) fs::remove_all(entry_, ignored);
}

}  // namespace migcheck
