#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>

#include <filesystem>
#include <functional>

#include "core/error.h"
#include "postgres/cluster.h"
#include "postgres/cluster_cache.h"
#include "support/temp_folder.h"

using namespace migcheck;

namespace fs = std::filesystem;

namespace {

// The one entry of a cache folder; "" where there is none.
std::string entry_in(const test::TempFolder& cache) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(cache.path() + "/migcheck", none)) {
    if (entry.path().filename().string().starts_with("cluster-")) return entry.path();
  }
  return {};
}

std::size_t files_in(const std::string& folder) {
  std::size_t files = 0;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) files += !entry.path().empty();
  return files;
}

void use_cluster() {
  const Cluster cluster(find_installation({}), RunFolder::AtEnd::remove);
  Connection connection(cluster.migration_address());
  CHECK(connection.query("SELECT 1").at(0).at(0) == "1");
}

}  // namespace

TEST_CASE("the first run fills the cache, the next one uses it") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  use_cluster();
  const std::string entry = entry_in(cache);
  REQUIRE_FALSE(entry.empty());
  const auto made = fs::last_write_time(entry);  // a folder's changes when it is made anew
  use_cluster();
  CHECK(fs::last_write_time(entry) == made);
}

TEST_CASE("only a few entries are kept, those used last") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    cache.write(std::string("data-") + name + "/file", name);
    const ClusterCache one(name);
    one.store(cache.path() + "/data-" + name);
    if (std::string(name) == "d") {  // uses the oldest, which so becomes the newest
      CHECK(ClusterCache("a").restore(cache.path() + "/copy", std::nullopt));
    }
  }
  for (const char* kept : {"a", "c", "d", "e"}) {
    CHECK(fs::exists(ClusterCache(kept).entry() + "/data/file"));
  }
  CHECK_FALSE(fs::exists(ClusterCache("b").entry()));
}

TEST_CASE("a broken cache is noticed, and made anew") {
  const test::TempFolder cache;
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  use_cluster();
  const std::string entry = entry_in(cache);
  REQUIRE_FALSE(entry.empty());
  const std::string control = entry + "/data/global/pg_control";
  const std::pair<const char*, std::function<void()>> damages[] = {
      {"a file is missing", [&] { fs::remove(entry + "/data/PG_VERSION"); }},
      {"a file is cut off", [&] { fs::resize_file(control, 100); }},
      {"a file has other bytes",
       [&] {
         fs::resize_file(control, 0);
         fs::resize_file(control, 8192);
       }},
      {"the marker is missing", [&] { fs::remove(entry + "/complete"); }},
      {"all is empty", [&] {
         fs::remove_all(entry);
         fs::create_directory(entry);
       }}};
  for (const auto& [name, damage] : damages) {
    CAPTURE(std::string(name));
    damage();
    use_cluster();
    CHECK(fs::file_size(control) == 8192);
    CHECK(fs::exists(entry + "/complete"));
    CHECK(fs::exists(entry + "/data/PG_VERSION"));
  }
  CHECK(files_in(cache.path() + "/migcheck") == 2);  // the entry and the lock
}

TEST_CASE("a cache that cannot be written is done without") {
  const test::TempFolder cache;
  cache.write("migcheck", "a file where the folder should be");
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  use_cluster();
}

TEST_CASE("a cache that another process is writing to is done without") {
  const test::TempFolder cache;
  cache.write("migcheck/lock", "");
  cache.write("migcheck/unfinished-abc/data/x", "");
  const test::ScopedVariable variable("XDG_CACHE_HOME", cache.path().c_str());
  const Descriptor lock(open((cache.path() + "/migcheck/lock").c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(flock(lock.get(), LOCK_EX) == 0);
  use_cluster();
  CHECK(entry_in(cache).empty());
  CHECK(fs::exists(cache.path() + "/migcheck/unfinished-abc"));
  REQUIRE(flock(lock.get(), LOCK_UN) == 0);
  use_cluster();
  CHECK_FALSE(entry_in(cache).empty());
  CHECK_FALSE(fs::exists(cache.path() + "/migcheck/unfinished-abc"));
}

TEST_CASE("without a home nothing is cached") {
  const test::ScopedVariable xdg("XDG_CACHE_HOME", nullptr);
  const test::ScopedVariable home("HOME", nullptr);
  CHECK(ClusterCache("x").entry().empty());
  use_cluster();
}

TEST_CASE("copying a tree") {
  const test::TempFolder folder;
  folder.write("from/a/b", std::string(100000, 'x'));
  folder.write("from/empty", "");
  const auto copied = copy_tree(folder.path() + "/from", folder.path() + "/to", std::nullopt);
  REQUIRE(copied.has_value());
  CHECK(copied->files == 2);
  CHECK(copied->bytes == 100000);
  CHECK(folder.read("to/a/b") == std::string(100000, 'x'));
  CHECK_FALSE(copy_tree(folder.path() + "/none", folder.path() + "/x", std::nullopt));
  CHECK_FALSE(copy_tree(folder.path() + "/from", folder.path() + "/to", std::nullopt));
  fs::create_symlink("/etc/passwd", folder.path() + "/from/link");
  CHECK_FALSE(copy_tree(folder.path() + "/from", folder.path() + "/y", std::nullopt));
}
