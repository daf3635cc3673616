#include "git/open.h"

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "core/error.h"
#include "core/text.h"
#include "git/objects.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace migcheck {

namespace {

// libgit2 1.5 leaks in its searches with a regular expression, and opens a repository that has
// extensions with some.
#ifdef __SANITIZE_ADDRESS__
using IgnoreLeaks = __lsan::ScopedDisabler;
#else
struct IgnoreLeaks {};
#endif

namespace fs = std::filesystem;

std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr || *value == '\0') return std::nullopt;
  return value;
}

void initialize_libgit2() {
  static const bool done = [] {
    git_libgit2_init();
    // In a container the repository often belongs to another user, and libgit2 refuses to open it
    // (git's safe.directory). What that guards against is running commands that the repository's
    // configuration names: hooks, filters, a pager. We run none: objects are read as they are.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    // Extensions that change nothing for a reader. What a partial clone left out is an Error where
    // it is needed; worktreeConfig is set by sparse checkouts (actions/checkout makes them).
    const char* extensions[] = {"partialclone", "worktreeconfig", "preciousobjects"};
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, std::size(extensions));
    return true;
  }();
  static_cast<void>(done);
}

[[noreturn]] void fail_to_open(const std::string& path) {
  throw Error("cannot open the git repository of \"" + path + "\": " + last_git_message(),
              "Check with `git -C " + path + " status` that git itself can read it");
}

RepositoryHandle search_upwards(const std::string& path) {
  if (!fs::exists(path)) throw Error("there is no file or folder \"" + path + "\"");
  const std::string folder =
      fs::is_directory(path) ? path : fs::absolute(path).parent_path().string();
  unsigned flags = 0;
  if (variable("GIT_DISCOVERY_ACROSS_FILESYSTEM")) flags |= GIT_REPOSITORY_OPEN_CROSS_FS;
  RepositoryHandle repository;
  const int error =
      git_repository_open_ext(repository.out(), folder.c_str(), flags,
                              variable("GIT_CEILING_DIRECTORIES").value_or("").c_str());
  if (error != 0 && error != GIT_ENOTFOUND) fail_to_open(path);
  return repository;
}

// With GIT_DIR git takes the current folder for the top of the work tree, unless the repository is
// bare or says where its work tree is.
bool says_where_its_work_tree_is(git_repository* repository) {
  if (git_repository_is_bare(repository) == 1 || git_repository_is_worktree(repository) == 1) {
    return true;
  }
  ConfigHandle config;
  const char* value = nullptr;
  return git_repository_config_snapshot(config.out(), repository) == 0 &&
         git_config_get_string(&value, config.get(), "core.worktree") == 0;
}

void set_work_tree(git_repository* repository, const std::string& folder) {
  std::error_code error;
  const fs::path full = fs::canonical(folder, error) / "";
  const char* present = git_repository_workdir(repository);
  if (!error && present != nullptr && full == present) return;  // where libgit2 1.5 leaks memory
  if (error || git_repository_set_workdir(repository, full.c_str(), 0) != 0) {
    throw Error("\"" + folder +
                    "\" cannot be the work tree: " + (error ? error.message() : last_git_message()),
                "Unset GIT_WORK_TREE, or set it to the folder of the work tree");
  }
}

RepositoryHandle open_git_dir(const std::string& git_dir) {
  RepositoryHandle repository;
  const int error = git_repository_open_ext(repository.out(), git_dir.c_str(),
                                            GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
  if (error == GIT_ENOTFOUND) {
    throw Error("GIT_DIR names \"" + git_dir + "\", which is not a git repository",
                "Unset GIT_DIR, or set it to a repository's .git folder");
  }
  if (error != 0) fail_to_open(git_dir);
  if (!variable("GIT_WORK_TREE") && !says_where_its_work_tree_is(repository.get())) {
    set_work_tree(repository.get(), ".");
  }
  return repository;
}

// While a push is being received, its objects are in a folder of their own (quarantine).
void add_object_folders(git_repository* repository) {
  OdbHandle odb;
  if (git_repository_odb(odb.out(), repository) != 0) return;
  if (const auto folder = variable("GIT_OBJECT_DIRECTORY")) {
    git_odb_add_disk_alternate(odb.get(), folder->c_str());
  }
  const std::string alternates = variable("GIT_ALTERNATE_OBJECT_DIRECTORIES").value_or("");
  for (const std::string_view folder : split(alternates, ':')) {
    if (!folder.empty()) git_odb_add_disk_alternate(odb.get(), std::string(folder).c_str());
  }
}

}  // namespace

RepositoryHandle open_repository(const std::string& path) {
  initialize_libgit2();
  [[maybe_unused]] const IgnoreLeaks ignore_leaks;
  const auto git_dir = variable("GIT_DIR");
  RepositoryHandle repository = git_dir ? open_git_dir(*git_dir) : search_upwards(path);
  if (!repository) return repository;
  if (const auto folder = variable("GIT_WORK_TREE")) set_work_tree(repository.get(), *folder);
  add_object_folders(repository.get());
  return repository;
}

std::string index_file(git_repository* repository) {
  if (const auto file = variable("GIT_INDEX_FILE")) {
    // git changes to the top of the work tree before it opens the index.
    const char* top = git_repository_workdir(repository);
    const fs::path folder = top == nullptr ? fs::current_path() : fs::path(top);
    return (folder / *file).string();
  }
  return (fs::path(git_repository_path(repository)) / "index").string();
}

}  // namespace migcheck
