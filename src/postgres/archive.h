#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "postgres/account.h"
#include "postgres/descriptor.h"

namespace migcheck {

// A folder of regular files in one file: it is there as a whole or not at all, is read in one go,
// and stays readable for whoever has it open when somebody else deletes it. For a data folder of
// three thousand small files that is several times faster than another folder.
//   header   lengths and checksums of what follows
//   head     the key, the note, and a line for each folder and file: its size and path
//   data     the files' bytes, one after the other
// It is read by the machine that wrote it, so numbers are in its byte order.

// What the writer keeps with the folder.
struct ArchiveLabel {
  std::string key;   // tells what is in it
  std::string note;  // any text

  bool operator==(const ArchiveLabel&) const = default;
};

// Writes `folder` to the empty file `out`. Returns false when not all of it could be read and
// written, or when it holds anything but files and folders.
bool write_archive(const Descriptor& out, const std::string& folder, const ArchiveLabel& label);

// An archive that was opened for reading.
class Archive {
 public:
  // Nothing when there is no such file, or its beginning or its length is not as it was written.
  static std::optional<Archive> open(const std::string& path);

  const ArchiveLabel& label() const { return label_; }

  // Makes the folder `to`, which must not exist, with private modes, and gives everything to
  // `account`. Returns false when that failed, or the bytes are not those that were written; then
  // some of it may be there.
  bool unpack(const std::string& to, const std::optional<Account>& account) const;

 private:
  Descriptor file_;
  ArchiveLabel label_;
  std::string contents_;               // the lines
  std::uint64_t data_ = 0, size_ = 0;  // where the files' bytes begin, and how many they are
  std::uint64_t checksum_ = 0;
};

}  // namespace migcheck
