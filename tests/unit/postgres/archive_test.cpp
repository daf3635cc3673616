#include "postgres/archive.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <filesystem>

#include "support/temp_folder.h"

using namespace migcheck;

namespace fs = std::filesystem;

namespace {

const ArchiveLabel label{"a key\nof two lines", "a note"};

bool write(const test::TempFolder& folder) {
  const std::string path = folder.path() + "/archive";
  const Descriptor out(open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  return write_archive(out, folder.path() + "/from", label);
}

bool unpack(const test::TempFolder& folder) {
  fs::remove_all(folder.path() + "/to");
  const auto archive = Archive::open(folder.path() + "/archive");
  return archive && archive->unpack(folder.path() + "/to", std::nullopt);
}

// Many blocks, no round numbers, nothing at all.
void write_tree(const test::TempFolder& folder) {
  std::string bytes;
  for (int i = 0; bytes.size() < 700001; ++i) bytes += std::to_string(i * 7919);
  folder.write("from/a/b", bytes);
  folder.write("from/a/two words", "x");
  folder.write("from/empty", "");
  fs::create_directories(folder.path() + "/from/c/d");
}

}  // namespace

TEST_CASE("an archive gives back the folder, the key and the note") {
  const test::TempFolder folder;
  write_tree(folder);
  REQUIRE(write(folder));
  CHECK(Archive::open(folder.path() + "/archive")->label() == label);
  REQUIRE(unpack(folder));
  CHECK(folder.read("to/a/b") == folder.read("from/a/b"));
  CHECK(folder.read("to/a/two words") == "x");
  CHECK(folder.read("to/empty").empty());
  CHECK(fs::is_directory(folder.path() + "/to/c/d"));
  struct stat status {};
  REQUIRE(stat((folder.path() + "/to/a").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);  // the server insists on it
  REQUIRE(stat((folder.path() + "/to/a/b").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("an archive is not unpacked over something") {
  const test::TempFolder folder;
  folder.write("from/file", "x");
  folder.write("to/file", "y");
  REQUIRE(write(folder));
  CHECK_FALSE(Archive::open(folder.path() + "/archive")->unpack(folder.path() + "/to", {}));
  CHECK(folder.read("to/file") == "y");
}

TEST_CASE("any byte of an archive that is not as it was written is noticed") {
  const test::TempFolder folder;
  folder.write("from/a/file", std::string(100, 'x'));
  folder.write("from/other", "y");
  REQUIRE(write(folder));
  const std::string whole = folder.read("archive");
  for (std::size_t i = 0; i < whole.size(); ++i) {
    CAPTURE(i);
    std::string damaged = whole;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    folder.write("archive", damaged);
    CHECK_FALSE(unpack(folder));
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{20}, whole.size() - 1}) {
    folder.write("archive", whole.substr(0, size));
    CHECK_FALSE(unpack(folder));
  }
  folder.write("archive", whole + "z");
  CHECK_FALSE(unpack(folder));
  folder.write("archive", whole);
  CHECK(unpack(folder));
}

TEST_CASE("an archive stays readable when it is deleted") {
  const test::TempFolder folder;
  write_tree(folder);
  REQUIRE(write(folder));
  const auto archive = Archive::open(folder.path() + "/archive");
  REQUIRE(archive.has_value());
  folder.remove("archive");
  CHECK(archive->unpack(folder.path() + "/to", std::nullopt));
}

TEST_CASE("only files and folders can be archived") {
  const test::TempFolder folder;
  CHECK_FALSE(write(folder));  // there is nothing
  folder.write("from/file", "x");
  fs::create_symlink("/etc/passwd", folder.path() + "/from/link");
  CHECK_FALSE(write(folder));
  folder.remove("from/link");
  REQUIRE(mkfifo((folder.path() + "/from/pipe").c_str(), 0600) == 0);
  CHECK_FALSE(write(folder));
  folder.remove("from/pipe");
  CHECK(write(folder));
}
