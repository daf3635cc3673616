#pragma once

#include <optional>
#include <string>

#include "postgres/account.h"

namespace migcheck {

// Data folders of stopped clusters, kept between runs: freshly initialised ones, because initdb
// takes a second, and ones in which the migrations below a change have been run.
//   <cache folder>/migcheck/cluster-<hash of the key>   an archive, see archive.h
//                           unfinished-XXXXXX           one that is being written, locked by flock
// An entry is renamed to its name when it is whole, and holds its key as a whole: equal hashes
// alone are no reason to use it. Nobody waits for anybody: an entry that is deleted or replaced
// stays readable for whoever is reading it. All entries together may have as many bytes as
// MIGCHECK_CACHE_SIZE says (in megabytes, 2000 without it); those used last are kept.
class ClusterCache {
 public:
  // `key` is everything that another folder of the same content would be made from, as a text of
  // any length. The cache folder is XDG_CACHE_HOME, or ~/.cache; without either, with a size of 0,
  // or where somebody else may write to it, nothing is cached. Error when MIGCHECK_CACHE_SIZE is no
  // number.
  explicit ClusterCache(std::string key);

  // Unpacks the entry to `data` (which must not exist), gives it to `account`, and returns the note
  // that was stored with it. Nothing when there is no entry or it is damaged; then nothing is left
  // at `data`, and a damaged entry is removed.
  std::optional<std::string> restore(const std::string& data,
                                     const std::optional<Account>& account) const;

  // Makes an entry of `data`. Does nothing when the cache cannot be written.
  void store(const std::string& data, const std::string& note) const;

  // Takes an entry that turned out not to work out of the way.
  void remove() const;

  const std::string& entry() const { return entry_; }  // its path; empty: nothing is cached

 private:
  std::string key_, folder_, entry_;
  std::uintmax_t limit_ = 0;  // bytes
};

}  // namespace migcheck
