#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "git/handles.h"

namespace migcheck {

// The objects of a repository: commits, trees and file contents by id. The repository and all trees
// made from it share one. An object that is not there is an Error that says what to fetch: it must
// never look like a file or a commit that does not exist.
class Objects {
 public:
  // What is written (the files that a merge makes) goes to memory, never to the repository.
  explicit Objects(RepositoryHandle repository);

  git_repository* repository() const { return repository_.get(); }

  // Commits are cut off at the boundary of a shallow clone, which libgit2 1.5 does not know.
  bool is_shallow() const { return !boundary_.empty(); }
  bool is_partial() const { return partial_; }  // cloned with --filter

  CommitHandle commit(const git_oid& id) const;
  TreeHandle tree(const git_oid& id) const;
  TreeHandle tree_of_commit(const git_oid& id) const;

  // The parents that the commit records, even where they were not fetched.
  std::vector<git_oid> recorded_parents(const git_commit* commit) const;

  // The parents as git walks them: none for a commit at the boundary of a shallow clone.
  std::vector<git_oid> parents(const git_commit* commit) const;

  // The content of a file as it is stored; `path` is for the error.
  std::string content(const git_oid& id, std::string_view path) const;

  // What to do about a commit or object that is not there.
  std::string fetch_hint() const;

 private:
  [[noreturn]] void fail(int error, const std::string& what) const;

  RepositoryHandle repository_;
  OdbHandle odb_;
  std::vector<git_oid> boundary_;  // sorted
  bool partial_ = false;
};

std::string to_hex(const git_oid& id);
git_oid from_hex(const std::string& hex);  // of a full id; Error otherwise

struct OrderOfIds {
  bool operator()(const git_oid& a, const git_oid& b) const { return git_oid_cmp(&a, &b) < 0; }
};

// libgit2's message for the last error of this thread.
std::string last_git_message();

}  // namespace migcheck
