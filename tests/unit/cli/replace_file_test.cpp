#include "cli/replace_file.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/error.h"
#include "support/temp_folder.h"

using namespace migcheck;
namespace fs = std::filesystem;

namespace {

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(
      std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("a file is created once, in folders that are made for it") {
  const test::TempFolder folder;
  const std::string root = folder.path() + "/";
  create_file(root, "a/b/c.py", "text\n");
  CHECK(read(root + "a/b/c.py") == "text\n");
  CHECK_THROWS_WITH_AS(create_file(root, "a/b/c.py", "other"),
                       "a/b/c.py could not be written: there is such a file already", Error);
  CHECK(read(root + "a/b/c.py") == "text\n");
  CHECK(files_in(root + "a/b") == 1);  // no temporary file stays
}

TEST_CASE("a file is replaced only if it is as expected, and keeps its mode") {
  const test::TempFolder folder;
  const std::string root = folder.path() + "/";
  folder.write("x.py", "before");
  chmod((root + "x.py").c_str(), 0755);
  CHECK_THROWS_WITH_AS(replace_file(root, "x.py", "else", "after"),
                       "x.py could not be written: it has changed in the meantime", Error);
  CHECK(read(root + "x.py") == "before");
  replace_file(root, "x.py", "before", "after");
  CHECK(read(root + "x.py") == "after");
  CHECK((fs::status(root + "x.py").permissions() & fs::perms::owner_exec) != fs::perms::none);
  CHECK_THROWS_AS(replace_file(root, "none.py", "", "after"), Error);
  CHECK(files_in(root) == 1);
}

TEST_CASE("nothing outside of the root is written") {
  const test::TempFolder folder;
  const test::TempFolder outside;
  const std::string root = folder.path() + "/";
  fs::create_directory_symlink(outside.path(), root + "link");
  outside.write("x.py", "theirs");
  fs::create_symlink(outside.path() + "/x.py", root + "x.py");
  for (const char* path : {"link/new.py", "../new.py", "link/sub/new.py"}) {
    CAPTURE(path);
    CHECK_THROWS_AS(create_file(root, path, "mine"), Error);
  }
  CHECK_THROWS_AS(replace_file(root, "link/x.py", "theirs", "mine"), Error);
  CHECK_THROWS_AS(replace_file(root, "x.py", "theirs", "mine"), Error);
  CHECK(read(outside.path() + "/x.py") == "theirs");
  CHECK(files_in(outside.path()) == 1);
}

TEST_CASE("a report is written as a whole, wherever the user says") {
  const test::TempFolder folder;
  const std::string root = folder.path() + "/";
  write_file(root + "report", "one");
  write_file(root + "report", "two");
  CHECK(read(root + "report") == "two");
  chmod((root + "report").c_str(), 0600);
  fs::create_symlink("report", root + "link");
  write_file(root + "link", "three");
  CHECK(fs::is_symlink(root + "link"));
  CHECK(read(root + "report") == "three");
  CHECK((fs::status(root + "report").permissions() & fs::perms::group_read) == fs::perms::none);
  CHECK(files_in(root) == 2);  // no temporary file stays
  CHECK_THROWS_AS(write_file(root + "none/report", "x"), Error);
  CHECK_THROWS_WITH_AS(write_file(root, "x"),
                       (root + " could not be written: it is a folder").c_str(), Error);
}

TEST_CASE("what is no regular file is written into, not replaced") {
  write_file("/dev/null", "x");
  CHECK(fs::is_character_file("/dev/null"));
  const test::TempFolder folder;
  const std::string pipe = folder.path() + "/pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  write_file(pipe, "hello");
  char buffer[8] = {};
  CHECK(::read(reader, buffer, sizeof buffer) == 5);
  close(reader);
  CHECK(std::string(buffer) == "hello");
  CHECK(fs::is_fifo(pipe));
}
