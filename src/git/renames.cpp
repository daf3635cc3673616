#include "git/renames.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>

#include "core/text.h"

namespace migcheck {

namespace {

constexpr double similar_enough = 0.5;
constexpr std::size_t most_lookups = 4'000'000;  // of lines, for all pairs together
constexpr std::size_t largest_file = 1 << 20;

struct Lines {
  std::unordered_map<std::string_view, std::size_t> counts;  // how often each line occurs
  std::size_t size = 0;                                      // of all of them, in bytes
};

Lines lines_of(std::string_view text) {
  Lines lines;
  for (const std::string_view line : split(text, '\n')) {
    if (trim(line).empty()) continue;
    ++lines.counts[line];
    lines.size += line.size();
  }
  return lines;
}

double similarity(const Lines& a, const Lines& b) {
  const auto larger = static_cast<double>(std::max(a.size, b.size));
  std::size_t common = 0;
  for (const auto& [line, count] : a.counts) {
    const auto other = b.counts.find(line);
    if (other != b.counts.end()) common += std::min(count, other->second) * line.size();
  }
  return larger == 0 ? 0 : static_cast<double>(common) / larger;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// One side of a possible rename.
struct Candidate {
  std::size_t change;  // its place in the list of changes
  std::string path;
  std::string text;
  Lines lines;
  bool paired = false;
};

class Renames {
 public:
  Renames(std::vector<FileChange> changes, const FileTree& from, const FileTree& to)
      : changes_(std::move(changes)),
        deleted_(candidates(FileChange::Kind::deleted, from)),
        added_(candidates(FileChange::Kind::added, to)) {}

  std::vector<FileChange> find() {
    pair_equal();
    pair_similar();
    std::vector<FileChange> kept;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (!dropped_[i]) kept.push_back(std::move(changes_[i]));
    }
    return kept;
  }

 private:
  std::vector<Candidate> candidates(FileChange::Kind kind, const FileTree& tree) const {
    std::vector<Candidate> found;
    for (std::size_t i = 0; i < changes_.size(); ++i) {
      if (changes_[i].kind != kind) continue;
      std::string text = tree.read(changes_[i].path).value_or("");
      if (!text.empty()) found.push_back({i, changes_[i].path, std::move(text), {}});
    }
    return found;
  }

  void pair(Candidate& deleted, Candidate& added) {
    deleted.paired = added.paired = true;
    dropped_[deleted.change] = true;
    changes_[added.change] = {FileChange::Kind::renamed, added.path, deleted.path};
  }

  // Of several files with the same content, those with the same name belong together.
  void pair_equal() {
    std::unordered_map<std::string_view, std::vector<Candidate*>> by_text;
    for (Candidate& deleted : deleted_) by_text[deleted.text].push_back(&deleted);
    for (const bool same_name : {true, false}) {
      for (Candidate& added : added_) {
        const auto same_text = by_text.find(added.text);
        if (added.paired || same_text == by_text.end()) continue;
        for (Candidate* deleted : same_text->second) {
          if (deleted->paired) continue;
          if (same_name && base_name(deleted->path) != base_name(added.path)) continue;
          pair(*deleted, added);
          break;
        }
      }
    }
  }

  void pair_similar() {
    std::vector<Candidate*> deleted = comparable(deleted_), added = comparable(added_);
    std::size_t lookups = 0;
    for (const Candidate* one : deleted) lookups += one->lines.counts.size() * added.size();
    if (lookups > most_lookups) return;
    struct Pair {
      double score;
      Candidate *deleted, *added;
    };
    std::vector<Pair> pairs;
    for (Candidate* one : deleted) {
      for (Candidate* other : added) {
        const double score = similarity(one->lines, other->lines);
        if (score >= similar_enough) pairs.push_back({score, one, other});
      }
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) {
      const auto rank = [](const Pair& pair) {
        const bool same_name = base_name(pair.deleted->path) == base_name(pair.added->path);
        return std::tuple(pair.score, same_name);
      };
      return rank(a) > rank(b);
    });
    for (const Pair& similar : pairs) {
      if (!similar.deleted->paired && !similar.added->paired) {
        pair(*similar.deleted, *similar.added);
      }
    }
  }

  static std::vector<Candidate*> comparable(std::vector<Candidate>& all) {
    std::vector<Candidate*> some;
    for (Candidate& candidate : all) {
      if (candidate.paired || candidate.text.size() > largest_file) continue;
      candidate.lines = lines_of(candidate.text);
      some.push_back(&candidate);
    }
    return some;
  }

  std::vector<FileChange> changes_;
  std::vector<Candidate> deleted_, added_;
  std::vector<bool> dropped_ = std::vector<bool>(changes_.size());
};

bool has(const std::vector<FileChange>& changes, FileChange::Kind kind) {
  return std::any_of(changes.begin(), changes.end(),
                     [kind](const FileChange& change) { return change.kind == kind; });
}

}  // namespace

double similarity(std::string_view a, std::string_view b) {
  return similarity(lines_of(a), lines_of(b));
}

std::vector<FileChange> with_renames(std::vector<FileChange> changes, const FileTree& from,
                                     const FileTree& to) {
  if (!has(changes, FileChange::Kind::added) || !has(changes, FileChange::Kind::deleted)) {
    return changes;
  }
  return Renames(std::move(changes), from, to).find();
}

}  // namespace migcheck
