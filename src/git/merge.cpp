#include "git/merge.h"

#include "core/error.h"
#include "git/ancestry.h"

namespace migcheck {

namespace {

std::string abbreviated(const git_oid& id) { return to_hex(id).substr(0, 10); }

git_merge_options merge_options() {
  git_merge_options options;
  git_merge_options_init(&options, GIT_MERGE_OPTIONS_VERSION);
  return options;
}

}  // namespace

std::vector<git_oid> merge_bases_or_fail(const Objects& objects, const git_oid& a,
                                         const git_oid& b) {
  std::vector<git_oid> bases = merge_bases(objects, a, b);
  if (!bases.empty()) return bases;
  const std::string commits = abbreviated(a) + " and " + abbreviated(b);
  if (objects.is_shallow()) {
    throw Error("the merge base of " + commits + " is not in this shallow clone",
                objects.fetch_hint());
  }
  throw Error(commits + " have no common ancestor",
              "Compare with a branch that the change started from");
}

Index merge_in_memory(const Objects& objects, const git_oid& ours, const git_oid& theirs) {
  const std::vector<git_oid> bases = merge_bases_or_fail(objects, ours, theirs);
  const git_merge_options options = merge_options();
  IndexHandle merged;
  int error = 0;
  if (bases.size() == 1 || objects.is_shallow()) {
    const TreeHandle base_tree = objects.tree_of_commit(bases.front());
    const TreeHandle our_tree = objects.tree_of_commit(ours);
    const TreeHandle their_tree = objects.tree_of_commit(theirs);
    error = git_merge_trees(merged.out(), objects.repository(), base_tree.get(), our_tree.get(),
                            their_tree.get(), &options);
  } else {
    // After criss-cross merges the bases are merged first. (libgit2 1.5 looks for them beyond the
    // boundary of a shallow clone, and fails.)
    const CommitHandle our_commit = objects.commit(ours);
    const CommitHandle their_commit = objects.commit(theirs);
    error = git_merge_commits(merged.out(), objects.repository(), our_commit.get(),
                              their_commit.get(), &options);
  }
  if (error != 0) {
    throw Error("cannot merge " + abbreviated(ours) + " with " + abbreviated(theirs) + ": " +
                    last_git_message(),
                error == GIT_ENOTFOUND ? objects.fetch_hint() : "");
  }
  return Index(std::move(merged));
}

}  // namespace migcheck
