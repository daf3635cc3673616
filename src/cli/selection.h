#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/event.h"
#include "core/change.h"
#include "core/file_tree.h"
#include "git/repository.h"

namespace migcheck {

// What the command line says about what to check. Empty: not given.
struct CheckSelection {
  std::string base;  // --base
  std::string head;  // --head
  bool staged = false;
  bool all = false;
  std::vector<std::string> paths;  // absolute, or relative to the current folder
};

// The states of the project that a check is about.
struct Comparison {
  using Tree = std::shared_ptr<const FileTree>;

  // What findings are reported for.
  enum class Scope {
    changed,  // what differs between `start` and `head`
    all,      // the whole history
    paths,    // the files and folders in `paths`
  };

  Tree head;    // the state that is checked: a commit, the index, the work tree, a folder
  Tree start;   // what the change started from; null where nothing is compared
  Tree base;    // the tip of the base (a pull request's configuration is read there); or null
  Tree result;  // the merge of head with base, which is judged; `head` where nothing is merged
  bool merge_result = false;           // `result` has everything of `base`
  std::vector<std::string> conflicts;  // files that did not go together; see Repository::merge

  Scope scope = Scope::changed;
  std::vector<std::string> paths;  // in the trees; "" is everything

  std::string base_name, head_name;  // for people: "main (1a2b3c4d5e)", "the work tree"
  std::vector<std::string> notes;    // what the reader of the report should know

  // The folder on the disk that paths are relative to, with a final slash; empty for a bare
  // repository.
  std::string root;

  // `path` on the disk as a path in the trees. Error when it lies outside of `root`. In a bare
  // repository a path in the trees is meant, and is returned as it is.
  std::string path_in_trees(const std::string& path) const;

  // What has changed from `start` to `head` below a folder; nothing where nothing is compared.
  std::vector<FileChange> changes_below(const std::string& folder) const;

  // Whether one of `paths` is this file or a folder that it is in.
  bool names(const std::string& path_in_tree) const;
};

// Decides what is compared, and makes it. What is given wins; then what pre-commit says is pushed;
// then the event of GitHub's runner; then the default branch. A commit that is needed and not there
// is an Error that says what to fetch: it must never look as if nothing had changed.
Comparison compare(const Repository& repository, const CheckSelection& selection,
                   const Environment& environment);

// The same for the repository that `folder` lies in. Without a repository only PATHs and --all can
// be checked, and are.
Comparison compare(const std::string& folder, const CheckSelection& selection,
                   const Environment& environment);

}  // namespace migcheck
