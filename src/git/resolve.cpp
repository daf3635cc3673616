#include "git/resolve.h"

#include <algorithm>
#include <array>
#include <vector>

#include "core/did_you_mean.h"
#include "core/error.h"

namespace migcheck {

namespace {

// The object of a revision; null where there is none. Error when it is ambiguous.
ObjectHandle find_object(const Objects& objects, const std::string& revision) {
  ObjectHandle object;
  const int error = git_revparse_single(object.out(), objects.repository(), revision.c_str());
  if (error == GIT_EAMBIGUOUS) {
    throw Error("the revision \"" + revision + "\" is ambiguous",
                "Write more digits of the commit's id, or the full name of the reference");
  }
  return object;
}

// "main~3" → "main"
std::string without_steps(const std::string& revision) {
  return revision.substr(0, revision.find_first_of("~^@:"));
}

// The names of the branches, the branches of remotes and the tags.
std::vector<std::string> names(git_repository* repository) {
  std::vector<std::string> found;
  ReferencesHandle references;
  if (git_reference_iterator_new(references.out(), repository) != 0) return found;
  const char* name = nullptr;
  while (git_reference_next_name(&name, references.get()) == 0) {
    const std::string_view full = name;
    for (const std::string_view prefix : {"refs/heads/", "refs/remotes/", "refs/tags/"}) {
      if (full.starts_with(prefix)) found.emplace_back(full.substr(prefix.size()));
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

// In a checkout of actions/checkout, and after `git clone --branch`, other branches exist only as
// the remote's: origin's, or that of the only remote that has it.
ObjectHandle find_branch_of_remote(const Objects& objects, const std::string& revision) {
  if (ObjectHandle object = find_object(objects, "refs/remotes/origin/" + revision)) return object;
  const std::string branch = "/" + without_steps(revision);
  std::vector<std::string> found;
  for (const std::string& name : names(objects.repository())) {
    const std::size_t slash = name.find('/');
    if (slash != std::string::npos && name.substr(slash) == branch) found.push_back(name);
  }
  if (found.size() != 1) return {};
  return find_object(objects, "refs/remotes/" + found[0] + revision.substr(branch.size() - 1));
}

ObjectHandle find_anywhere(const Objects& objects, const std::string& revision) {
  if (revision.empty() || revision.find('\0') != std::string::npos) return {};
  // libgit2 does not know git's short form of HEAD.
  if (revision[0] == '@' && !revision.starts_with("@{")) {
    return find_anywhere(objects, "HEAD" + revision.substr(1));
  }
  if (ObjectHandle object = find_object(objects, revision)) return object;
  return find_branch_of_remote(objects, revision);
}

bool is_hexadecimal(const std::string& text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

// How to get a branch or commit that is not here.
std::string hint_to_fetch(const Objects& objects, const std::string& name) {
  constexpr std::string_view remote = "origin/";
  if (name.starts_with(remote)) {
    const std::string branch = name.substr(remote.size());
    return "Fetch it with `git fetch origin " + branch + ":refs/remotes/origin/" + branch + "`";
  }
  if (name.size() == GIT_OID_HEXSZ && is_hexadecimal(name)) {
    return "Fetch it with `git fetch origin " + name + "`";
  }
  return objects.is_shallow() ? objects.fetch_hint() : "";
}

[[noreturn]] void fail_unknown(const Objects& objects, const std::string& revision) {
  const std::string message = "there is no revision \"" + revision + "\"";
  const std::string name = without_steps(revision);
  if (name != revision && !name.empty() && find_anywhere(objects, name)) {
    throw Error(message + ", though there is \"" + name + "\"",
                objects.is_shallow() ? objects.fetch_hint() : "Name a commit that it has");
  }
  std::string hint;
  if (const auto nearest = did_you_mean(name, names(objects.repository()))) {
    hint = "Did you mean \"" + *nearest + "\"?";
  }
  const std::string fetch = hint_to_fetch(objects, name);
  if (!fetch.empty()) hint += (hint.empty() ? "" : " Otherwise: ") + fetch;
  if (hint.empty()) hint = "List what there is with `git branch --all` and `git tag`";
  throw Error(message, hint);
}

}  // namespace

std::optional<git_oid> find_commit(const Objects& objects, const std::string& revision) {
  const ObjectHandle object = find_anywhere(objects, revision);
  if (!object) return std::nullopt;
  ObjectHandle commit;
  if (git_object_peel(commit.out(), object.get(), GIT_OBJECT_COMMIT) != 0) {
    throw Error("\"" + revision + "\" does not name a commit, but a " +
                    git_object_type2string(git_object_type(object.get())),
                "Name a branch, a tag or a commit");
  }
  return *git_object_id(commit.get());
}

git_oid resolve_commit(const Objects& objects, const std::string& revision) {
  if (const auto commit = find_commit(objects, revision)) return *commit;
  fail_unknown(objects, revision);
}

std::optional<std::string> find_default_branch(const Objects& objects) {
  ReferenceHandle head;
  if (git_reference_lookup(head.out(), objects.repository(), "refs/remotes/origin/HEAD") == 0 &&
      git_reference_type(head.get()) == GIT_REFERENCE_SYMBOLIC) {
    const std::string target = git_reference_symbolic_target(head.get());
    constexpr std::string_view prefix = "refs/remotes/";
    if (target.starts_with(prefix) && find_object(objects, target)) {
      return target.substr(prefix.size());
    }
  }
  constexpr std::array names = {"origin/main", "origin/master", "main", "master"};
  for (const std::string name : names) {
    const bool is_remote = name.starts_with("origin/");
    if (find_object(objects, (is_remote ? "refs/remotes/" : "refs/heads/") + name)) return name;
  }
  return std::nullopt;
}

}  // namespace migcheck
