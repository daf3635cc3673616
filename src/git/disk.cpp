#include "git/disk.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "core/error.h"

namespace migcheck {

namespace {

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) close(number_);
  }
  int get() const { return number_; }

 private:
  int number_;
};

// What open() and others say of a path that simply is not what was asked for.
bool means_absent(int error) {
  return error == ENOENT || error == ENOTDIR || error == ELOOP || error == ENAMETOOLONG;
}

[[noreturn]] void fail(const std::string& path, int error) {
  throw Error("cannot read \"" + path + "\": " + std::strerror(error),
              "Run it as a user who may read the whole work tree");
}

std::string read_all(const Descriptor& file, const std::string& path, std::size_t expected) {
  std::string text;
  text.reserve(expected);
  char buffer[1 << 16];
  while (true) {
    const ssize_t count = ::read(file.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, errno);
    if (count == 0) return text;
    text.append(buffer, static_cast<std::size_t>(count));
  }
}

std::optional<std::string> read_link(const std::string& path) {
  char target[4096];
  const ssize_t length = readlink(path.c_str(), target, sizeof target);
  if (length < 0) return std::nullopt;
  return std::string(target, static_cast<std::size_t>(length));
}

}  // namespace

Disk::Disk(std::string root) : root_(std::move(root)) {}

std::string Disk::absolute(std::string_view path) const {
  if (path.empty()) return root_;
  return (root_.ends_with('/') ? root_ : root_ + "/") + std::string(path);
}

std::vector<Disk::Item> Disk::items(std::string_view folder) const {
  const std::string path = absolute(folder);
  DIR* opened = opendir(path.c_str());
  if (opened == nullptr) {
    if (means_absent(errno)) return {};
    fail(path, errno);
  }
  const std::unique_ptr<DIR, int (*)(DIR*)> directory(opened, &closedir);
  std::vector<Item> items;
  while (const dirent* found = readdir(directory.get())) {
    const std::string_view name = found->d_name;
    if (name == "." || name == "..") continue;
    Item item{std::string(name), {}};
    // A file that has gone meanwhile is none.
    if (fstatat(dirfd(directory.get()), found->d_name, &item.status, AT_SYMLINK_NOFOLLOW) == 0) {
      items.push_back(std::move(item));
    }
  }
  return items;
}

std::optional<std::string> Disk::read(std::string_view path) const {
  const std::size_t slash = path.rfind('/');
  if (slash != std::string_view::npos && !is_folder(path.substr(0, slash))) return std::nullopt;
  const std::string name = absolute(path);
  const std::optional<struct stat> found = status(path);
  if (!found) return std::nullopt;
  if (S_ISLNK(found->st_mode)) return read_link(name);
  if (!S_ISREG(found->st_mode)) return std::nullopt;
  const Descriptor file(open(name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.get() < 0) {
    if (means_absent(errno)) return std::nullopt;
    fail(name, errno);
  }
  return read_all(file, name, static_cast<std::size_t>(found->st_size));
}

std::optional<struct stat> Disk::status(std::string_view path) const {
  struct stat status = {};
  const std::string name = absolute(path);
  if (lstat(name.c_str(), &status) == 0) return status;
  if (!means_absent(errno)) fail(name, errno);
  return std::nullopt;
}

bool Disk::may_read_folder(std::string_view folder) const {
  return access(absolute(folder).c_str(), R_OK | X_OK) == 0;
}

bool Disk::is_folder(std::string_view folder) const {
  if (folder.empty()) return true;
  for (std::size_t slash = 0; slash != std::string_view::npos;) {
    slash = folder.find('/', slash + 1);
    const std::optional<struct stat> found = status(folder.substr(0, slash));
    if (!found || !S_ISDIR(found->st_mode)) return false;
  }
  return true;
}

FileEntry entry_of(std::string path, const struct stat& status) {
  FileEntry entry;
  entry.path = std::move(path);
  if (S_ISLNK(status.st_mode)) entry.kind = FileEntry::Kind::symlink;
  return entry;
}

}  // namespace migcheck
