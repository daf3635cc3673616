#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include "core/error.h"
#include "postgres/archive.h"
#include "postgres/cluster.h"
#include "postgres/cluster_cache.h"
#include "support/errors.h"
#include "support/temp_folder.h"

using namespace migcheck;

namespace fs = std::filesystem;

namespace {

// A cache of the test's own, as long as the object lives.
struct OwnCache {
  test::TempFolder folder;
  test::ScopedVariable variable{"XDG_CACHE_HOME", folder.path().c_str()};

  std::vector<std::string> files() const {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& file : fs::directory_iterator(folder.path() + "/migcheck", none)) {
      names.push_back(file.path().filename());
    }
    return names;
  }

  // The one entry; "" where there is none, or more.
  std::string entry() const {
    const std::vector<std::string> names = files();
    if (names.size() != 1 || !names[0].starts_with("cluster-")) return {};
    return folder.path() + "/migcheck/" + names[0];
  }
};

Cluster make_cluster(const std::optional<std::string>& state = std::nullopt) {
  return Cluster(find_installation({}), RunFolder::AtEnd::remove, state);
}

void use_cluster() {
  const Cluster cluster = make_cluster();
  Connection connection(cluster.migration_address());
  CHECK(connection.query("SELECT 1").at(0).at(0) == "1");
}

// Makes a table of that name where the state is not known yet.
void use_state(const std::string& state, const std::string& table) {
  Cluster cluster = make_cluster(state);
  if (!cluster.restored()) {
    Connection(cluster.migration_address()).query("CREATE TABLE " + table + " (id int)");
    cluster.save("note of " + table);
    CHECK_FALSE(cluster.restored());
  }
  Connection connection(cluster.migration_address());
  CHECK(connection.query("SELECT count(*) FROM " + table).at(0).at(0) == "0");
}

ino_t inode_of(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

// An hour: the clock of a file system may be coarse.
void age_all(const OwnCache& cache) {
  for (const std::string& name : cache.files()) {
    const std::string path = cache.folder.path() + "/migcheck/" + name;
    fs::last_write_time(path, fs::last_write_time(path) - std::chrono::hours(1));
  }
}

// The entry as somebody would have written it for whom that file had that content.
void replace_data(const OwnCache& cache, const std::string& entry, const std::string& file,
                  const std::string& content) {
  const std::optional<Archive> before = Archive::open(entry);
  REQUIRE(before->unpack(cache.folder.path() + "/other", std::nullopt));
  cache.folder.write("other/" + file, content);
  const Descriptor out(open(entry.c_str(), O_RDWR | O_TRUNC | O_CLOEXEC));
  REQUIRE(write_archive(out, cache.folder.path() + "/other", before->label()));
}

// Whoever made the folder cannot write to it either, root included, as long as the object lives.
class ReadOnly {
 public:
  explicit ReadOnly(std::string folder) : folder_(std::move(folder)) {
    fs::permissions(folder_, fs::perms{0555});
    if (geteuid() == 0) setfsuid(65534);
  }
  ~ReadOnly() {
    setfsuid(geteuid());
    fs::permissions(folder_, fs::perms{0700});
  }
  ReadOnly(const ReadOnly&) = delete;
  ReadOnly& operator=(const ReadOnly&) = delete;

 private:
  std::string folder_;
};

void change_byte(const std::string& path, std::uintmax_t place) {
  std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
  file.seekg(static_cast<std::streamoff>(place));
  const char changed = static_cast<char>(file.peek() ^ 1);
  file.seekp(static_cast<std::streamoff>(place));
  file.put(changed);
}

// An entry of so many bytes and some.
void store(const OwnCache& cache, const std::string& key, std::size_t bytes) {
  cache.folder.write("data-" + key + "/file", std::string(bytes, 'x'));
  ClusterCache(key).store(cache.folder.path() + "/data-" + key, "note " + key);
}

std::optional<std::string> restore(const OwnCache& cache, const std::string& key) {
  const std::string data = cache.folder.path() + "/restored";
  fs::remove_all(data);
  return ClusterCache(key).restore(data, std::nullopt);
}

}  // namespace

TEST_CASE("the first run fills the cache, the next one uses it") {
  const OwnCache cache;
  use_cluster();
  REQUIRE_FALSE(cache.entry().empty());
  const ino_t made = inode_of(cache.entry());
  fs::last_write_time(cache.entry(), fs::file_time_type::min());
  use_cluster();
  CHECK(inode_of(cache.entry()) == made);
  CHECK(fs::last_write_time(cache.entry()) > fs::file_time_type::min());  // the time of its use
}

TEST_CASE("a state that was saved is there again, with its note") {
  const OwnCache cache;
  use_state("one table", "users");
  CHECK(cache.files().size() == 2);  // the fresh cluster, and the state
  Cluster again = make_cluster("one table");
  REQUIRE(again.restored().has_value());
  CHECK(*again.restored() == "note of users");
  Connection connection(again.migration_address());
  CHECK(connection.query("SELECT count(*) FROM users").at(0).at(0) == "0");
  connection.query("CREATE TABLE other (id int)");  // nobody else's concern
  CHECK(*make_cluster("one table").restored() == "note of users");
}

TEST_CASE("another state, or none, starts from a fresh cluster") {
  const OwnCache cache;
  use_state("one table", "users");
  const std::string tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
  for (const std::optional<std::string>& state :
       {std::optional<std::string>("one table "), std::optional<std::string>()}) {
    Cluster cluster = make_cluster(state);
    CHECK_FALSE(cluster.restored());
    CHECK(Connection(cluster.migration_address()).query(tables).at(0).at(0) == "0");
  }
  Cluster stateless = make_cluster();
  stateless.save("nothing to be kept");
  CHECK(cache.files().size() == 2);
}

TEST_CASE("an entry of another key under the same name is not used") {
  const OwnCache cache;
  store(cache, "a", 10);
  store(cache, "b", 10);
  fs::rename(ClusterCache("a").entry(), ClusterCache("b").entry());
  CHECK_FALSE(restore(cache, "b"));
  CHECK(fs::exists(ClusterCache("b").entry()));  // somebody else's
  store(cache, "b", 10);
  CHECK(restore(cache, "b") == "note b");
}

TEST_CASE("entries have their size in common, and those used last are kept") {
  const OwnCache cache;
  const test::ScopedVariable limit("MIGCHECK_CACHE_SIZE", "1");
  for (const char* key : {"a", "b", "c"}) {
    store(cache, key, 300'000);
    age_all(cache);
  }
  CHECK(restore(cache, "a") == "note a");  // now b is the oldest
  age_all(cache);
  store(cache, "d", 300'000);
  CHECK(restore(cache, "a") == "note a");
  CHECK_FALSE(restore(cache, "b"));
  CHECK(restore(cache, "c") == "note c");
  CHECK(restore(cache, "d") == "note d");
  store(cache, "larger than everything", 1'000'000);
  CHECK_FALSE(restore(cache, "larger than everything"));
  CHECK(restore(cache, "d") == "note d");
}

TEST_CASE("a cache of size 0 is none, and its size is a number") {
  const OwnCache cache;
  {
    const test::ScopedVariable limit("MIGCHECK_CACHE_SIZE", "0");
    use_state("one table", "users");
    CHECK(cache.files().empty());
  }
  for (const char* wrong : {"2 GB", "-1", "many", "99999999999999999999"}) {
    const test::ScopedVariable limit("MIGCHECK_CACHE_SIZE", wrong);
    CHECK(test::error_of([] { ClusterCache("x"); }) ==
          "MIGCHECK_CACHE_SIZE is `" + std::string(wrong) +
              "`\ngive a number of megabytes, 0 to cache nothing");
  }
}

TEST_CASE("a damaged entry is noticed, and made anew") {
  const OwnCache cache;
  use_cluster();
  const std::string entry = cache.entry();
  REQUIRE_FALSE(entry.empty());
  const std::uintmax_t size = fs::file_size(entry);
  const std::pair<const char*, std::function<void()>> damages[] = {
      {"cut off in the data", [&] { fs::resize_file(entry, size - 1); }},
      {"cut off in the head", [&] { fs::resize_file(entry, 100); }},
      {"empty", [&] { fs::resize_file(entry, 0); }},
      {"grown", [&] { fs::resize_file(entry, size + 1); }},
      {"another byte in the head", [&] { change_byte(entry, 60); }},
      {"another byte in the data", [&] { change_byte(entry, size / 2); }},
      {"a folder", [&] {
         fs::remove(entry);
         fs::create_directories(entry + "/data");
       }}};
  for (const auto& [name, damage] : damages) {
    CAPTURE(std::string(name));
    damage();
    use_cluster();
    CHECK(cache.entry() == entry);
    CHECK(fs::is_regular_file(entry));
    CHECK(Archive::open(entry).has_value());
  }
}

TEST_CASE("an entry from which no server starts is made anew") {
  const OwnCache cache;
  use_state("one table", "users");
  std::string state;
  for (const std::string& name : cache.files()) {
    const std::string path = cache.folder.path() + "/migcheck/" + name;
    if (Archive::open(path)->label().note == "note of users") state = path;
  }
  REQUIRE_FALSE(state.empty());
  replace_data(cache, state, "PG_VERSION", "7.1\n");
  use_state("one table", "users");
  CHECK(make_cluster("one table").restored() == "note of users");
}

TEST_CASE("what a killed writer left is removed, what is being written is not") {
  const OwnCache cache;
  cache.folder.write("migcheck/unfinished-killed", "x");
  cache.folder.write("migcheck/unfinished-busy", "x");
  const std::string busy = cache.folder.path() + "/migcheck/unfinished-busy";
  const Descriptor lock(open(busy.c_str(), O_RDWR | O_CLOEXEC));
  REQUIRE(flock(lock.get(), LOCK_EX) == 0);
  store(cache, "a", 10);
  CHECK(cache.files().size() == 2);
  CHECK(fs::exists(busy));
  CHECK(restore(cache, "a") == "note a");
}

TEST_CASE("many at once store, use and push out the same entries") {
  const OwnCache cache;
  const test::ScopedVariable limit("MIGCHECK_CACHE_SIZE", "1");
  cache.folder.write("data/file", std::string(300'000, 'x'));
  std::atomic<int> restored = 0, wrong = 0;
  std::vector<std::thread> threads;
  for (int number = 0; number < 8; ++number) {
    threads.emplace_back([&, number] {
      const std::string copy = cache.folder.path() + "/copy-" + std::to_string(number);
      for (int round = 0; round < 40; ++round) {
        const std::string key(1, static_cast<char>('a' + (number + round) % 5));
        const ClusterCache one(key);
        one.store(cache.folder.path() + "/data", key);
        const std::optional<std::string> note = one.restore(copy, std::nullopt);
        if (!note) continue;
        ++restored;
        if (*note != key || fs::file_size(copy + "/file") != 300'000) ++wrong;
        fs::remove_all(copy);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == 0);
  CHECK(restored > 100);
  CHECK(cache.files().size() <= 3);  // of which none is unfinished
  for (const std::string& name : cache.files()) CHECK(name.starts_with("cluster-"));
}

TEST_CASE("eight clusters at once from an empty cache") {
  const OwnCache cache;
  use_cluster();
  std::vector<pid_t> processes;
  for (int number = 0; number < 8; ++number) {
    const pid_t process = fork();
    if (process == 0) {
      use_state("one table", "users");
      _exit(0);
    }
    processes.push_back(process);
  }
  for (const pid_t process : processes) {
    int status = -1;
    CHECK(waitpid(process, &status, 0) == process);
    CHECK(status == 0);
  }
  CHECK(cache.files().size() == 2);
  CHECK(make_cluster("one table").restored() == "note of users");
}

TEST_CASE("a cache that cannot be written is done without") {
  const OwnCache cache;
  cache.folder.write("migcheck", "a file where the folder should be");
  use_state("one table", "users");
  CHECK(cache.folder.read("migcheck") == "a file where the folder should be");
}

TEST_CASE("a cache that can only be read is used") {
  const OwnCache cache;
  store(cache, "a", 10);
  cache.folder.write("data-b/file", "x");
  fs::permissions(cache.folder.path(), fs::perms{0777});
  fs::permissions(ClusterCache("a").entry(), fs::perms{0444});
  const ReadOnly folder(cache.folder.path() + "/migcheck");
  CHECK(restore(cache, "a") == "note a");
  ClusterCache("b").store(cache.folder.path() + "/data-b", "note b");
  CHECK(cache.files().size() == 1);
}

TEST_CASE("without a home nothing is cached") {
  const test::ScopedVariable xdg("XDG_CACHE_HOME", nullptr);
  const test::ScopedVariable home("HOME", nullptr);
  CHECK(ClusterCache("x").entry().empty());
  use_state("one table", "users");
}
