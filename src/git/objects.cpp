#include "git/objects.h"

#include <git2/sys/mempack.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "core/error.h"
#include "core/text.h"

namespace migcheck {

namespace {

// The commits that a shallow clone stops at: one id a line in the file `shallow`.
std::vector<git_oid> read_boundary(git_repository* repository) {
  std::ifstream file(std::filesystem::path(git_repository_commondir(repository)) / "shallow");
  std::vector<git_oid> boundary;
  for (std::string line; std::getline(file, line);) {
    git_oid id;
    if (git_oid_fromstr(&id, std::string(trim(line)).c_str()) == 0) boundary.push_back(id);
  }
  std::sort(boundary.begin(), boundary.end(), OrderOfIds{});
  return boundary;
}

// A clone with --filter marks the remote that it can ask for the rest. (Not by libgit2's search
// with a regular expression: its version 1.5 leaks memory there.)
bool read_partial(git_repository* repository) {
  ConfigHandle config;
  ConfigEntriesHandle entries;
  if (git_repository_config_snapshot(config.out(), repository) != 0 ||
      git_config_iterator_new(entries.out(), config.get()) != 0) {
    return false;
  }
  git_config_entry* entry = nullptr;
  while (git_config_next(&entry, entries.get()) == 0) {
    const std::string_view name = entry->name;
    if (name == "extensions.partialclone") return true;
    if (name.starts_with("remote.") && name.ends_with(".promisor")) return true;
  }
  return false;
}

// Everything written from now on is kept in memory: the repository may be read-only, and it is
// not ours to add to.
void write_to_memory(git_odb* odb) {
  constexpr int before_all_others = 1000;
  git_odb_backend* memory = nullptr;
  if (git_mempack_new(&memory) != 0 || git_odb_add_backend(odb, memory, before_all_others) != 0) {
    throw Error("cannot set up git's object store: " + last_git_message());
  }
}

}  // namespace

std::string to_hex(const git_oid& id) { return git_oid_tostr_s(&id); }

git_oid from_hex(const std::string& hex) {
  git_oid id;
  if (git_oid_fromstr(&id, hex.c_str()) != 0 || to_hex(id) != hex) {
    throw Error("\"" + hex + "\" is not the full id of a commit");
  }
  return id;
}

std::string last_git_message() {
  const git_error* error = git_error_last();
  return error != nullptr && error->message != nullptr ? error->message
                                                       : "unknown error of libgit2";
}

Objects::Objects(RepositoryHandle repository) : repository_(std::move(repository)) {
  if (git_repository_odb(odb_.out(), repository_.get()) != 0) fail(GIT_ERROR, "the objects");
  write_to_memory(odb_.get());
  boundary_ = read_boundary(repository_.get());
  partial_ = read_partial(repository_.get());
}

CommitHandle Objects::commit(const git_oid& id) const {
  CommitHandle commit;
  const int error = git_commit_lookup(commit.out(), repository_.get(), &id);
  if (error != 0) fail(error, "commit " + to_hex(id));
  return commit;
}

TreeHandle Objects::tree(const git_oid& id) const {
  TreeHandle tree;
  const int error = git_tree_lookup(tree.out(), repository_.get(), &id);
  if (error != 0) fail(error, "tree " + to_hex(id));
  return tree;
}

TreeHandle Objects::tree_of_commit(const git_oid& id) const {
  return tree(*git_commit_tree_id(commit(id).get()));
}

// libgit2 1.7 hides the parents of a shallow boundary and 1.5 does not, so the header is read.
std::vector<git_oid> Objects::recorded_parents(const git_commit* commit) const {
  std::vector<git_oid> parents;
  for (const std::string_view line : split(git_commit_raw_header(commit), '\n')) {
    constexpr std::string_view prefix = "parent ";
    if (!line.starts_with(prefix)) continue;
    parents.push_back(from_hex(std::string(line.substr(prefix.size()))));
  }
  return parents;
}

std::vector<git_oid> Objects::parents(const git_commit* commit) const {
  const git_oid& id = *git_commit_id(commit);
  if (std::binary_search(boundary_.begin(), boundary_.end(), id, OrderOfIds{})) return {};
  return recorded_parents(commit);
}

std::string Objects::content(const git_oid& id, std::string_view path) const {
  OdbObjectHandle object;
  const int error = git_odb_read(object.out(), odb_.get(), &id);
  if (error != 0) fail(error, "the content of " + std::string(path) + " (" + to_hex(id) + ")");
  return std::string(static_cast<const char*>(git_odb_object_data(object.get())),
                     git_odb_object_size(object.get()));
}

std::string Objects::fetch_hint() const {
  if (is_partial()) {
    return "Fetch what the partial clone left out with `git fetch --refetch --no-filter`, or "
           "remove `filter:` from actions/checkout";
  }
  if (is_shallow()) {
    return "Fetch the history with `git fetch --unshallow`, or set `fetch-depth: 0` in "
           "actions/checkout";
  }
  return "Look for damage with `git fsck`, and fetch or clone again";
}

void Objects::fail(int error, const std::string& what) const {
  if (error == GIT_ENOTFOUND) {
    const char* place = is_partial()   ? "this partial clone"
                        : is_shallow() ? "this shallow clone"
                                       : "this repository";
    throw Error(what + " is missing from " + place, fetch_hint());
  }
  throw Error("cannot read " + what + ": " + last_git_message(),
              "Look for damage with `git fsck`, and fetch or clone again");
}

}  // namespace migcheck
