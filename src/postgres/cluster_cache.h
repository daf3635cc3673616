#pragma once

#include <optional>
#include <string>

#include "postgres/account.h"

namespace migcheck {

// Initialised data folders, kept between runs, because copying one (a hundred files less than what
// initdb makes, and no processes) takes a fraction of initdb's time.
//   <cache folder>/migcheck/cluster-<key>/data/…   as initialise() left it
//                                        complete  how many files and bytes that is
// An entry is made under another name and renamed, so that it is there as a whole or not at all.
class ClusterCache {
 public:
  // `key` names the server's version, its programs, and how the folder is initialised. The cache
  // folder is XDG_CACHE_HOME, or ~/.cache; without either nothing is cached.
  explicit ClusterCache(const std::string& key);

  // Copies the entry to `data` (which must not exist) and gives it to `account`. False when there
  // is no entry or it is not whole; then nothing is left at `data`, and a broken entry is removed.
  bool restore(const std::string& data, const std::optional<Account>& account) const;

  // Makes an entry of `data`. Does nothing when the cache cannot be written, or when another
  // process is writing to it just now.
  void store(const std::string& data) const;

  // Takes an entry that turned out not to work out of the way.
  void remove() const;

  const std::string& entry() const { return entry_; }  // empty: nothing is cached

 private:
  std::string folder_, entry_;
};

struct CopiedTree {
  std::size_t files = 0;
  std::size_t bytes = 0;

  bool operator==(const CopiedTree&) const = default;
};

// Copies a folder of regular files and folders, with private modes, by reference where the file
// system can; everything is given to `account`. Nothing: it could not be copied as a whole.
std::optional<CopiedTree> copy_tree(const std::string& from, const std::string& to,
                                    const std::optional<Account>& account);

}  // namespace migcheck
