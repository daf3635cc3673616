#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/change.h"
#include "core/file_tree.h"

namespace migcheck {

// A git repository: objects are read straight from it, nothing is checked out, no git process is
// started, no hook or filter of the repository runs.
class Repository {
 public:
  // A commit, as a full hexadecimal id.
  using Commit = std::string;

  // Finds the repository that `path` (a folder or file) lies in, going up; bare ones too.
  // Error: "… is not inside a git repository", with a hint.
  static Repository open(const std::string& path);

  // The same, but nothing where there is none.
  static std::optional<Repository> open_if_any(const std::string& path);

  Repository(Repository&&) noexcept;
  Repository& operator=(Repository&&) noexcept;
  ~Repository();

  bool is_bare() const;
  bool is_shallow() const;

  // Whether there is a work tree with files in it: not so in a bare repository, nor after
  // `git clone --no-checkout`.
  bool has_checkout() const;

  // The path of the work tree with a final slash; empty for a bare repository.
  std::string work_folder() const;

  // `path` (absolute or relative to the current folder) relative to the work tree's root; "" for
  // the root. Error when it lies outside. In a bare repository `path` must be the repository: "".
  std::string relative(const std::string& path) const;

  // The commit that a revision (branch, tag, id, HEAD~2, origin/main, …) names. An unknown one is
  // an Error with a "did you mean" over the branches and tags; in a shallow repository the hint
  // says what to fetch.
  Commit resolve(const std::string& revision) const;

  // The same, but nothing where there is no such commit.
  std::optional<Commit> find(const std::string& revision) const;

  // The commit of HEAD; nothing in a repository without commits.
  std::optional<Commit> head() const;

  // The revision name of the branch that pull requests go to: origin/HEAD's target, else the first
  // of origin/main, origin/master, main, master that exists; nothing if none does.
  std::optional<std::string> default_branch() const;

  // The best common ancestor. Error when there is none; when the repository is shallow the hint
  // says what to fetch (fetch-depth: 0, or git fetch --unshallow), for the answer may be missing.
  Commit merge_base(const Commit& a, const Commit& b) const;

  // Whether `commit` descends from `ancestor`, or is it, as far as the history was fetched.
  bool is_ancestor(const Commit& ancestor, const Commit& commit) const;

  // First parents and others of a commit, in order, even where they were not fetched.
  std::vector<Commit> parents(const Commit& commit) const;

  // States of the project.
  std::unique_ptr<FileTree> tree(const Commit& commit) const;
  std::unique_ptr<FileTree> index() const;
  std::unique_ptr<FileTree> work_tree() const;  // untracked files that are not ignored included

  // The merge of `ours` with `theirs`, made in memory. Conflicting files are taken from `ours` as
  // far as they exist there, and named in `conflicts`.
  struct Merge {
    std::unique_ptr<FileTree> tree;
    std::vector<std::string> conflicts;
  };
  Merge merge(const Commit& ours, const Commit& theirs) const;

 private:
  struct State;
  explicit Repository(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What has changed below `folder` from one state to the other, ordered by path; a deleted and an
// added file with (nearly) the same content are one renamed file.
std::vector<FileChange> changes(const FileTree& from, const FileTree& to,
                                const std::string& folder);

}  // namespace migcheck
