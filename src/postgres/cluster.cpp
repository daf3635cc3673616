#include "postgres/cluster.h"

#include <sys/stat.h>

#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "core/text.h"
#include "postgres/account.h"
#include "postgres/cluster_cache.h"
#include "postgres/guardian.h"
#include "postgres/process.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr const char* kAdmin = "migcheck_admin";
constexpr const char* kOwner = "postgres";
constexpr const char* kDatabase = "postgres";
constexpr std::chrono::seconds kStartLimit{60};

// After initdb, in single-user mode. The two template databases are dropped: two thirds of the
// files, and nothing makes another database. One statement a line: that is how the mode reads.
constexpr const char* kSetup =
    "UPDATE pg_database SET datistemplate = false\n"
    "DROP DATABASE template0\n"
    "DROP DATABASE template1\n"
    "CREATE ROLE postgres LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS\n"
    "ALTER DATABASE postgres OWNER TO postgres\n"
    "ALTER SCHEMA public OWNER TO postgres\n";

std::vector<std::string> initdb_arguments(const std::string& data, const std::string& locale) {
  return {"-D",
          data,
          "-U",
          kAdmin,
          "--auth=trust",
          "--encoding=UTF8",
          "--locale=" + locale,
          "--text-search-config=pg_catalog.english",
          "--wal-segsize=1",
          "--no-sync"};
}

std::vector<std::string> server_arguments(const RunFolder& folder) {
  std::vector<std::string> arguments{"-D", folder.data()};
  for (const char* setting : {"listen_addresses=",
                              "unix_socket_permissions=0700",
                              "fsync=off",
                              "synchronous_commit=off",
                              "full_page_writes=off",
                              "wal_level=minimal",
                              "max_wal_senders=0",
                              "max_wal_size=1GB",
                              "wal_recycle=off",
                              "wal_init_zero=off",
                              "checkpoint_timeout=1h",
                              "autovacuum=off",
                              "max_connections=10",
                              "shared_buffers=64MB",
                              "max_worker_processes=0",
                              "max_parallel_workers_per_gather=0",
                              "jit=off",
                              "max_locks_per_transaction=512",
                              "dynamic_shared_memory_type=mmap",
                              "timezone=UTC",
                              "log_timezone=UTC",
                              "logging_collector=off",
                              "restart_after_crash=off",  // what follows would not be what was
                              "ssl=off"}) {
    arguments.insert(arguments.end(), {"-c", setting});
  }
  arguments.insert(arguments.end(), {"-c", "unix_socket_directories=" + folder.server()});
  return arguments;
}

std::string last_lines(const std::string& text, std::size_t count) {
  const std::vector<std::string_view> lines = split(trim(text), '\n');
  std::vector<std::string> kept;
  for (std::size_t i = lines.size() - std::min(count, lines.size()); i < lines.size(); ++i) {
    kept.emplace_back(lines[i]);
  }
  return join(kept, "\n");
}

[[noreturn]] void fail_start(const std::string& program, const ProcessResult& result) {
  if (result.status == 126 || result.status == 127) {
    throw Error("cannot run " + program + " as the account that PostgreSQL's server needs",
                "Make the folder accessible to the account postgres (or nobody), or run migcheck "
                "as an ordinary user.");
  }
  throw Error(program + " failed:\n" + last_lines(result.output, 8));
}

void run_or_fail(const std::string& program, const std::vector<std::string>& arguments,
                 const std::optional<Account>& account, const std::string& input = {}) {
  const ProcessResult result = run_process(program, arguments, account, input);
  // Single-user mode goes on after an error, and ends with status 0.
  const bool refused = result.output.find("ERROR:  ") != std::string::npos;
  if (result.status != 0 || refused) fail_start(program, result);
}

// A cluster as kSetup leaves it, from nothing.
void initialise(const Installation& installation, const std::string& data,
                const std::optional<Account>& account) {
  const std::string initdb = installation.bindir + "/initdb";
  ProcessResult made = run_process(initdb, initdb_arguments(data, "C.UTF-8"), account);
  if (made.status != 0 && made.output.find("locale") != std::string::npos) {
    std::error_code ignored;
    fs::remove_all(data, ignored);
    made = run_process(initdb, initdb_arguments(data, "C"), account);
  }
  if (made.status != 0) fail_start(initdb, made);
  run_or_fail(installation.bindir + "/postgres",
              {"--single", "-D", data, "-c", "fsync=off", "-c", "full_page_writes=off", "-c",
               "wal_recycle=off", kDatabase},
              account, kSetup);
}

// Everything that another initialised folder would come from.
std::string cache_key(const Installation& installation) {
  std::string key = "migcheck cluster 2\n" + installation.bindir + '\n' + kSetup;
  struct stat status {};
  if (stat((installation.bindir + "/postgres").c_str(), &status) == 0) {
    key += std::to_string(status.st_size) + "." + std::to_string(status.st_mtime) + '\n';
  }
  return key + join(initdb_arguments("", ""), " ");
}

std::string read_file(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

struct Cluster::State {
  State(Installation found, RunFolder::AtEnd at_end, const std::optional<std::string>& state)
      : installation(std::move(found)),
        account(server_account()),
        folder(make_run_folder(account, at_end)),
        server(installation.bindir + "/postgres", server_arguments(folder), account),
        guardian(server, folder) {
    if (state) state_cache.emplace(cache_key(installation) + '\n' + *state);
  }

  // The server says in the eighth line of postmaster.pid when it takes connections.
  // Source: src/include/utils/pidfile.h.
  bool is_ready() const {
    const std::vector<std::string> lines = lines_of(folder.data() + "/postmaster.pid");
    return lines.size() >= 8 && trim(lines[7]) == "ready";
  }

  static std::vector<std::string> lines_of(const std::string& path) {
    std::vector<std::string> lines;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) lines.push_back(line);
    return lines;
  }

  // Returns false when the server ends instead of becoming ready.
  bool start() {
    fs::remove(folder.data() + "/postmaster.pid");  // nobody else's: the folder is locked
    guardian.start_server();
    const auto limit = std::chrono::steady_clock::now() + kStartLimit;
    while (!is_ready()) {
      if (guardian.server_ended(std::chrono::milliseconds(2))) return false;
      if (std::chrono::steady_clock::now() > limit) return false;
    }
    return true;
  }

  void start_or_fail() {
    if (!start()) throw Error("PostgreSQL did not start" + account_of_end());
  }

  // ": it was killed by signal 9", or a line for each of the last that it wrote.
  std::string account_of_end() const {
    const int number = guardian.signal_of_end();
    if (number != 0) return ": it was killed by signal " + std::to_string(number);
    const std::string lines = last_lines(read_file(folder.log()), 8);
    return lines.empty() ? std::string() : ":\n" + lines;
  }

  // Cancels what runs, then ends its sessions, then the server.
  void stop_migration(int attempt) noexcept {
    constexpr const char* kSessions =
        "(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND usename = ";
    if (attempt >= 2) return guardian.kill_server();
    try {
      const std::string how = attempt == 0 ? "pg_cancel_backend" : "pg_terminate_backend";
      Connection({folder.server(), kDatabase, kAdmin})
          .query("SELECT " + how + kSessions + quote_literal(kOwner));
    } catch (const std::exception&) {
      return;  // the next attempt does more
    }
  }

  void watch(const RehearsalLimits& limits) {
    watchdog.emplace(Watchdog::Limits{limits.step, limits.bytes},
                     Watchdog::Actions{[this] { return bytes_in(folder.server()); },
                                       [this](int attempt) { stop_migration(attempt); }});
  }

  bool start_from(const ClusterCache& cache) {
    restored = cache.restore(folder.data(), account);
    if (!restored) return false;
    if (start()) return true;
    restored.reset();
    cache.remove();
    fs::remove_all(folder.data());
    return false;
  }

  void start_from_cache() {
    if (state_cache && start_from(*state_cache)) return;
    const ClusterCache cache(cache_key(installation));
    if (!start_from(cache)) {
      initialise(installation, folder.data(), account);
      cache.store(folder.data(), "");
      start_or_fail();
    }
    restored.reset();
  }

  void save(const std::string& note) {
    if (!state_cache || state_cache->entry().empty()) return;
    guardian.stop_server();
    if (fs::exists(folder.data() + "/postmaster.pid")) {  // deleted when it has shut down in order
      throw Error("PostgreSQL did not shut down:\n" + last_lines(read_file(folder.log()), 8));
    }
    state_cache->store(folder.data(), note);
    start_or_fail();
  }

  Installation installation;
  std::optional<Account> account;
  RunFolder folder;
  Launch server;
  Guardian guardian;
  std::optional<ClusterCache> state_cache;
  std::optional<std::string> restored;  // what was saved with the state
  std::optional<Watchdog> watchdog;
};

Cluster::Cluster(Installation installation, RunFolder::AtEnd at_end,
                 const std::optional<std::string>& state)
    : state_(std::make_unique<State>(std::move(installation), at_end, state)) {
  state_->start_from_cache();
}

Cluster::~Cluster() {
  if (state_ && state_->folder.at_end == RunFolder::AtEnd::keep) state_->guardian.stop_server();
}

Cluster::Cluster(Cluster&&) noexcept = default;
Cluster& Cluster::operator=(Cluster&&) noexcept = default;

const std::optional<std::string>& Cluster::restored() const { return state_->restored; }
void Cluster::save(const std::string& note) { state_->save(note); }

void Cluster::release() {
  if (state_->folder.at_end == RunFolder::AtEnd::remove) state_->guardian.release();
}

Watchdog& Cluster::watch(const RehearsalLimits& limits) {
  state_->watch(limits);
  return *state_->watchdog;
}

void Cluster::check_server() {
  constexpr std::chrono::seconds kPatience{2};  // it ends a moment after its sessions
  if (!state_->guardian.server_ended(kPatience)) return;
  throw Error("PostgreSQL's server has ended" + state_->account_of_end());
}

std::string Cluster::last_failure() const {
  const std::string log = read_file(state_->folder.log());
  const std::size_t at = log.rfind(" FATAL:  ");
  if (at == std::string::npos) return {};
  const std::string text = log.substr(at + std::strlen(" FATAL:  "));
  return text.substr(0, text.find('\n'));
}

std::string Cluster::log() const { return state_->folder.log(); }

const Installation& Cluster::installation() const { return state_->installation; }
std::string Cluster::folder() const { return state_->folder.path; }

Address Cluster::migration_address() const { return {state_->folder.server(), kDatabase, kOwner}; }
Address Cluster::admin_address() const { return {state_->folder.server(), kDatabase, kAdmin}; }

}  // namespace migcheck
