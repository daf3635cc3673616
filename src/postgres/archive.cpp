#include "postgres/archive.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <vector>

#include "core/text.h"
#include "postgres/checksum.h"

namespace migcheck {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMagic = 0x316b636568676d41;  // changes with the format
constexpr std::size_t kBlock = std::size_t{256} << 10;

struct Header {
  std::uint64_t magic = kMagic;
  std::uint64_t key = 0, note = 0, contents = 0, data = 0;  // bytes
  std::uint64_t head_checksum = 0, data_checksum = 0;

  std::uint64_t head() const { return key + note + contents; }

  bool fits(std::uint64_t file) const {
    const bool sane = std::max({key, note, contents, data}) <= file;  // no sum can overflow
    return sane && magic == kMagic && sizeof(Header) + head() + data == file;
  }
};

std::uint64_t checksum_of(std::string_view text) {
  Checksum checksum;
  checksum.add(text);
  return checksum.value();
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(fd, bytes.data(), bytes.size());
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

// Exactly so many bytes at that place.
bool read_at(int fd, std::uint64_t offset, char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t count = pread(fd, bytes, size, static_cast<off_t>(offset));
    if (count <= 0) return false;
    bytes += count;
    offset += static_cast<std::uint64_t>(count);
    size -= static_cast<std::size_t>(count);
  }
  return true;
}

// One line of the contents: "f 8192 base/5/1247", "d 0 base/5".
struct Member {
  bool folder = false;
  std::uint64_t size = 0;
  std::string path;
};

std::string line_of(const Member& member) {
  return (member.folder ? "d " : "f ") + std::to_string(member.size) + ' ' + member.path + '\n';
}

std::optional<Member> member_from(std::string_view line) {
  Member member;
  if (line.size() < 2) return std::nullopt;
  const char* end = line.data() + line.size();
  const auto [rest, error] = std::from_chars(line.data() + 2, end, member.size);
  if (error != std::errc() || rest == end) return std::nullopt;
  member.folder = line.front() == 'd';
  member.path.assign(rest + 1, end);
  return member;
}

// Folders before what is in them. Nothing: not all of it is files and folders.
std::optional<std::vector<Member>> members_of(const fs::path& folder) {
  std::vector<Member> members;
  std::error_code failed;
  for (fs::recursive_directory_iterator at(folder, failed), end; !failed && at != end;
       at.increment(failed)) {
    const bool is_folder = at->is_directory();
    if (at->is_symlink() || (!is_folder && !at->is_regular_file())) return std::nullopt;
    const std::uint64_t size = is_folder ? 0 : at->file_size();
    members.push_back({is_folder, size, at->path().lexically_relative(folder)});
  }
  if (failed) return std::nullopt;
  return members;
}

// Bytes go out in blocks, so that a thousand small files are not a thousand writes.
class BlockWriter {
 public:
  explicit BlockWriter(int fd) : fd_(fd) { block_.reserve(kBlock); }

  bool add_file(int from, std::uint64_t size) {
    while (size > 0) {
      const std::size_t used = block_.size();
      const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(size, kBlock - used));
      block_.resize(used + part);
      const ssize_t count = ::read(from, block_.data() + used, part);
      if (count <= 0) return false;
      block_.resize(used + static_cast<std::size_t>(count));
      size -= static_cast<std::uint64_t>(count);
      if (block_.size() == kBlock && !flush()) return false;
    }
    return true;
  }

  bool flush() {
    checksum_.add(block_);
    const bool written = write_all(fd_, block_);
    block_.clear();
    return written;
  }

  std::uint64_t checksum() const { return checksum_.value(); }

 private:
  int fd_;
  std::string block_;
  Checksum checksum_;
};

// The other way round.
class BlockReader {
 public:
  BlockReader(int fd, std::uint64_t offset, std::uint64_t size)
      : fd_(fd), offset_(offset), left_(size) {
    block_.resize(kBlock);
  }

  bool copy_file(int to, std::uint64_t size) {
    while (size > 0) {
      if (rest_.empty() && !fill()) return false;
      const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(size, rest_.size()));
      if (!write_all(to, rest_.substr(0, part))) return false;
      rest_.remove_prefix(part);
      size -= part;
    }
    return true;
  }

  bool at_end() const { return left_ == 0 && rest_.empty(); }
  std::uint64_t checksum() const { return checksum_.value(); }

 private:
  bool fill() {
    const auto part = static_cast<std::size_t>(std::min<std::uint64_t>(left_, kBlock));
    if (part == 0 || !read_at(fd_, offset_, block_.data(), part)) return false;
    offset_ += part;
    left_ -= part;
    rest_ = std::string_view(block_).substr(0, part);
    checksum_.add(rest_);
    return true;
  }

  int fd_;
  std::uint64_t offset_, left_;
  std::string block_;
  std::string_view rest_;  // of the block
  Checksum checksum_;
};

bool give(int fd, const std::optional<Account>& account) {
  return !account || fchown(fd, account->uid, account->gid) == 0;
}

Descriptor open_folder(int parent, const char* path) {
  return Descriptor(openat(parent, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
}

Descriptor make_folder(int parent, const std::string& path, const std::optional<Account>& account) {
  if (mkdirat(parent, path.c_str(), 0700) != 0) return {};
  Descriptor folder = open_folder(parent, path.c_str());
  if (folder.is_open() && !give(folder.get(), account)) folder.close();
  return folder;
}

bool make_file(int root, const Member& member, const std::optional<Account>& account,
               BlockReader& data) {
  const Descriptor file(openat(root, member.path.c_str(),
                               O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  return file.is_open() && give(file.get(), account) && data.copy_file(file.get(), member.size);
}

}  // namespace

bool write_archive(const Descriptor& out, const std::string& folder, const ArchiveLabel& label) {
  const std::optional<std::vector<Member>> members = members_of(folder);
  if (!members) return false;
  std::string head = label.key + label.note;
  Header header{kMagic, label.key.size(), label.note.size(), 0, 0, 0, 0};
  for (const Member& member : *members) {
    head += line_of(member);
    header.data += member.size;
  }
  header.contents = head.size() - header.key - header.note;
  header.head_checksum = checksum_of(head);
  if (lseek(out.get(), sizeof header, SEEK_SET) < 0 || !write_all(out.get(), head)) return false;
  BlockWriter data(out.get());
  for (const Member& member : *members) {
    if (member.folder) continue;
    const Descriptor file(::open((folder + "/" + member.path).c_str(), O_RDONLY | O_CLOEXEC));
    if (!file.is_open() || !data.add_file(file.get(), member.size)) return false;
  }
  if (!data.flush()) return false;
  header.data_checksum = data.checksum();
  return pwrite(out.get(), &header, sizeof header, 0) == sizeof header;
}

std::optional<Archive> Archive::open(const std::string& path) {
  Archive archive;
  archive.file_ = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  const int fd = archive.file_.get();
  struct stat status {};
  Header header;
  if (fd < 0 || fstat(fd, &status) != 0) return std::nullopt;
  if (!read_at(fd, 0, reinterpret_cast<char*>(&header), sizeof header)) return std::nullopt;
  if (!header.fits(static_cast<std::uint64_t>(status.st_size))) return std::nullopt;
  std::string head(header.head(), '\0');
  if (!read_at(fd, sizeof header, head.data(), head.size())) return std::nullopt;
  if (checksum_of(head) != header.head_checksum) return std::nullopt;
  archive.label_ = {head.substr(0, header.key), head.substr(header.key, header.note)};
  archive.contents_ = head.substr(header.key + header.note);
  archive.data_ = sizeof header + header.head();
  archive.size_ = header.data;
  archive.checksum_ = header.data_checksum;
  return archive;
}

bool Archive::unpack(const std::string& to, const std::optional<Account>& account) const {
  const Descriptor root = make_folder(AT_FDCWD, to, account);
  if (!root.is_open()) return false;
  BlockReader data(file_.get(), data_, size_);
  for (const std::string_view line : split(trim(contents_), '\n')) {
    const std::optional<Member> member = member_from(line);
    if (!member) return false;
    const bool made = member->folder ? make_folder(root.get(), member->path, account).is_open()
                                     : make_file(root.get(), *member, account, data);
    if (!made) return false;
  }
  return data.at_end() && data.checksum() == checksum_;
}

}  // namespace migcheck
