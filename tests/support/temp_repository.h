#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/temp_folder.h"

namespace migcheck::test {

using Arguments = std::vector<std::string>;
using Variables = std::vector<std::pair<std::string, std::string>>;

struct GitResult {
  int status = 0;
  std::string output;  // stdout, as it is
  std::string errors;  // stderr
};

// Runs the git command in `folder`: no configuration of the user or the system, a fixed identity,
// and dates that advance by a minute with each call. `variables` are added to its environment.
GitResult run_git(const std::string& folder, const Arguments& arguments,
                  const Variables& variables = {});

// The same, for a command that must succeed: throws with git's own message otherwise. Returns
// stdout without the final newline.
std::string git_in(const std::string& folder, const Arguments& arguments,
                   const Variables& variables = {});

// A real git repository in a temporary folder, made with the git command.
//   TempRepository repository;
//   repository.write("versions/1.py", "…");
//   const std::string first = repository.commit("One");
//   repository.git({"switch", "-c", "topic"});
class TempRepository {
 public:
  TempRepository();  // `git init`, on the branch main, without a commit

  const std::string& path() const { return path_; }
  void write(std::string_view path, std::string_view content) const {
    folder_.write(path, content);
  }
  void remove(std::string_view path) const { folder_.remove(path); }

  std::string git(const Arguments& arguments, const Variables& variables = {}) const {
    return git_in(path_, arguments, variables);
  }

  // Commits everything in the work tree (an empty commit if nothing has changed); the commit's id.
  std::string commit(const std::string& message) const;

  // Repositories that are made from this one; each lives in a temporary folder of its own. A linked
  // work tree must not outlive the repository.
  TempRepository clone(const Arguments& options = {}) const;  // over file://
  TempRepository bare_clone() const { return clone({"--bare"}); }
  TempRepository shallow_clone(int depth, const std::string& branch) const;  // that branch only
  TempRepository linked_worktree(const std::string& revision) const;         // HEAD is detached

 private:
  struct Uninitialized {};
  explicit TempRepository(Uninitialized);

  TempFolder folder_;
  std::string path_;
};

}  // namespace migcheck::test
