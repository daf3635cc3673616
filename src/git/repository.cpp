#include "git/repository.h"

#include <filesystem>

#include "core/error.h"
#include "git/ancestry.h"
#include "git/commit_tree.h"
#include "git/index.h"
#include "git/merge.h"
#include "git/objects.h"
#include "git/open.h"
#include "git/paths.h"
#include "git/resolve.h"
#include "git/work_tree.h"

namespace migcheck {

namespace fs = std::filesystem;

struct Repository::State {
  std::shared_ptr<const Objects> objects;

  git_repository* handle() const { return objects->repository(); }
};

Repository::Repository(std::unique_ptr<State> state) : state_(std::move(state)) {}
Repository::Repository(Repository&&) noexcept = default;
Repository& Repository::operator=(Repository&&) noexcept = default;
Repository::~Repository() = default;

Repository Repository::open(const std::string& path) {
  if (std::optional<Repository> repository = open_if_any(path)) return std::move(*repository);
  throw Error("\"" + path + "\" is not inside a git repository",
              "Run it inside a repository, or name one with -C");
}

std::optional<Repository> Repository::open_if_any(const std::string& path) {
  RepositoryHandle handle = open_repository(path);
  if (!handle) return std::nullopt;
  auto objects = std::make_shared<const Objects>(std::move(handle));
  return Repository(std::make_unique<State>(State{std::move(objects)}));
}

bool Repository::is_bare() const { return git_repository_workdir(state_->handle()) == nullptr; }

bool Repository::has_checkout() const {
  // Git writes the index with the first checkout; before the first commit there is neither.
  return !is_bare() && (!head() || fs::exists(index_file(state_->handle())));
}

bool Repository::is_shallow() const { return state_->objects->is_shallow(); }

std::string Repository::work_folder() const {
  const char* folder = git_repository_workdir(state_->handle());
  return folder == nullptr ? "" : folder;
}

std::string Repository::relative(const std::string& path) const {
  const std::string root = is_bare() ? git_repository_path(state_->handle()) : work_folder();
  const std::optional<std::string> relative = relative_to(root, path);
  if (!relative || (is_bare() && !relative->empty())) {
    throw Error("\"" + path + "\" is outside of the repository \"" +
                    fs::weakly_canonical(root + ".").string() + "\"",
                "Name a file or folder of the repository that it runs in");
  }
  return *relative;
}

Repository::Commit Repository::resolve(const std::string& revision) const {
  return to_hex(resolve_commit(*state_->objects, revision));
}

std::optional<Repository::Commit> Repository::find(const std::string& revision) const {
  const std::optional<git_oid> id = find_commit(*state_->objects, revision);
  return id ? std::optional(to_hex(*id)) : std::nullopt;
}

std::optional<Repository::Commit> Repository::head() const {
  ReferenceHandle reference;
  const int error = git_repository_head(reference.out(), state_->handle());
  if (error == GIT_EUNBORNBRANCH || error == GIT_ENOTFOUND) return std::nullopt;
  if (error != 0) throw Error("cannot read HEAD: " + last_git_message());
  return to_hex(*git_reference_target(reference.get()));
}

std::optional<std::string> Repository::default_branch() const {
  return find_default_branch(*state_->objects);
}

Repository::Commit Repository::merge_base(const Commit& a, const Commit& b) const {
  return to_hex(merge_bases_or_fail(*state_->objects, from_hex(a), from_hex(b)).front());
}

bool Repository::is_ancestor(const Commit& ancestor, const Commit& commit) const {
  return migcheck::is_ancestor(*state_->objects, from_hex(ancestor), from_hex(commit));
}

std::vector<Repository::Commit> Repository::parents(const Commit& commit) const {
  std::vector<Commit> parents;
  const CommitHandle handle = state_->objects->commit(from_hex(commit));
  for (const git_oid& id : state_->objects->recorded_parents(handle.get())) {
    parents.push_back(to_hex(id));
  }
  return parents;
}

std::unique_ptr<FileTree> Repository::tree(const Commit& commit) const {
  return commit_tree(state_->objects, from_hex(commit));
}

std::unique_ptr<FileTree> Repository::index() const {
  return index_tree(state_->objects, Index::open(index_file(state_->handle())));
}

std::unique_ptr<FileTree> Repository::work_tree() const {
  if (is_bare()) {
    throw Error("a bare repository has no work tree", "Name the state to read with --head");
  }
  return migcheck::work_tree(state_->objects, Index::open(index_file(state_->handle())));
}

Repository::Merge Repository::merge(const Commit& ours, const Commit& theirs) const {
  Index merged = merge_in_memory(*state_->objects, from_hex(ours), from_hex(theirs));
  std::vector<std::string> conflicts = merged.conflicts();
  return {index_tree(state_->objects, std::move(merged)), std::move(conflicts)};
}

}  // namespace migcheck
