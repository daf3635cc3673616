#include "cli/replace_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/error.h"

namespace migcheck {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& why) {
  throw Error(path + " could not be written: " + why);
}

// The file's absolute path, its folder created; a folder that leads out of the root is refused.
fs::path target_of(const std::string& root, const std::string& path) {
  const fs::path target = fs::path(root) / path;
  const fs::path inside = fs::weakly_canonical(target.parent_path());
  const fs::path relative = inside.lexically_relative(fs::canonical(root));
  if (relative.empty() || *relative.begin() == "..") fail(path, "it leads out of the work tree");
  std::error_code error;
  fs::create_directories(inside, error);
  if (error) fail(path, error.message());
  return inside / target.filename();
}

void write_all(int file, std::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(file, content.data(), content.size());
    if (written < 0 && errno != EINTR) fail(path, std::strerror(errno));
    if (written > 0) content.remove_prefix(static_cast<std::size_t>(written));
  }
}

// A temporary file beside the target; it goes away unless it has been moved.
class Temporary {
 public:
  Temporary(const fs::path& target, const std::string& path)
      : path_(path),
        name_(target.parent_path() / ".migcheck-XXXXXX"),
        file_(mkstemp(name_.data())) {
    if (file_ < 0) fail(path_, std::strerror(errno));
  }
  ~Temporary() {
    if (file_ >= 0) close(file_);
    if (!name_.empty()) unlink(name_.c_str());
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  void write(const std::string& content, mode_t mode) {
    write_all(file_, content, path_);
    if (fchmod(file_, mode) != 0 || fsync(file_) != 0) fail(path_, std::strerror(errno));
  }

  enum class Existing { replace, keep };

  void move_to(const fs::path& target, Existing existing) {
    if (existing == Existing::replace) {
      if (rename(name_.c_str(), target.c_str()) != 0) fail(path_, std::strerror(errno));
      name_.clear();
    } else if (link(name_.c_str(), target.c_str()) != 0) {
      fail(path_, errno == EEXIST ? "there is such a file already" : std::strerror(errno));
    }
  }

 private:
  std::string path_;
  std::string name_;
  int file_;
};

mode_t default_mode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

void write_into(const std::string& path, const std::string& content) {
  const int file = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (file < 0) fail(path, std::strerror(errno));
  const auto close_file = std::unique_ptr<const int, void (*)(const int*)>(
      &file, [](const int* descriptor) { close(*descriptor); });
  write_all(file, content, path);
}

}  // namespace

void write_file(const std::string& path, const std::string& content) {
  struct stat status {};
  const bool exists = stat(path.c_str(), &status) == 0;
  if (exists && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
    write_into(path, content);
    return;
  }
  if (exists && S_ISDIR(status.st_mode)) fail(path, "it is a folder");
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);  // behind any symlinks
  if (error) fail(path, error.message());
  Temporary temporary(target, path);
  temporary.write(content, exists ? status.st_mode & 07777 : default_mode());
  temporary.move_to(target, Temporary::Existing::replace);
}

void create_file(const std::string& root, const std::string& path, const std::string& content) {
  const fs::path target = target_of(root, path);
  Temporary temporary(target, path);
  temporary.write(content, default_mode());
  temporary.move_to(target, Temporary::Existing::keep);
}

void replace_file(const std::string& root, const std::string& path, const std::string& expected,
                  const std::string& content) {
  const fs::path target = target_of(root, path);
  struct stat status {};
  if (lstat(target.c_str(), &status) != 0) fail(path, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) fail(path, "it is not a regular file");
  std::ifstream stream(target, std::ios::binary);
  const std::string now{std::istreambuf_iterator<char>(stream), {}};
  if (!stream || now != expected) fail(path, "it has changed in the meantime");
  Temporary temporary(target, path);
  temporary.write(content, status.st_mode & 07777);
  temporary.move_to(target, Temporary::Existing::replace);
}

}  // namespace migcheck
