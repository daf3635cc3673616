#include "cli/selection.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "core/error.h"
#include "core/text.h"
#include "git/directory_tree.h"
#include "git/overlay_tree.h"
#include "git/paths.h"

namespace migcheck {

namespace {

namespace fs = std::filesystem;

using Commit = Repository::Commit;
using Scope = Comparison::Scope;
using Tree = Comparison::Tree;

constexpr std::size_t abbreviated_length = 10;
constexpr const char* whole_history = "Set `fetch-depth: 0` in actions/checkout";

std::string abbreviated(const Commit& commit) { return commit.substr(0, abbreviated_length); }

// "main (1a2b3c4d5e)"; an id is only abbreviated.
std::string named(const std::string& name, const Commit& commit) {
  if (name.empty() || commit.starts_with(name)) return abbreviated(commit);
  return name + " (" + abbreviated(commit) + ")";
}

// Where there is nothing yet to compare with: before the first commit.
class EmptyTree : public FileTree {
 public:
  std::vector<FileEntry> list(std::string_view) const override { return {}; }
  std::optional<std::string> read(std::string_view) const override { return std::nullopt; }
};

// A state that can be checked.
struct State {
  Tree tree;
  std::string name;
  std::optional<Commit> commit;  // itself, or what it was made from (HEAD)
  bool is_commit = false;
};

// A commit that something is compared with.
struct Base {
  Commit commit;
  std::string name;
};

class Comparer {
 public:
  Comparer(const Repository& repository, const CheckSelection& selection,
           const Environment& environment)
      : repository_(repository), selection_(selection), environment_(environment) {}

  Comparison compare() const {
    Comparison comparison = compare_states();
    comparison.root = repository_.work_folder();
    if (selection_.all) comparison.scope = Scope::all;
    if (!selection_.paths.empty()) {
      comparison.scope = Scope::paths;
      for (const std::string& path : selection_.paths) {
        comparison.paths.push_back(comparison.path_in_trees(path));
      }
    }
    for (const std::string& path : comparison.conflicts) {
      comparison.notes.push_back("merge conflict in " + path + ": it is judged as it is in " +
                                 comparison.head_name);
    }
    return comparison;
  }

 private:
  Comparison compare_states() const {
    if (!selection_.base.empty()) {
      refuse_wrong_checkout();
      const Commit base = repository_.resolve(selection_.base);
      return merged(head_state(), {base, named(selection_.base, base)});
    }
    if (selection_.staged) return staged(head_state());
    if (selection_.all || !selection_.paths.empty()) return alone(head_state());
    if (selection_.head.empty()) {
      if (!environment_.from_ref.empty() && !environment_.to_ref.empty()) return of_range();
      if (!environment_.remote.empty()) return first_push(head_state());
    }
    if (const std::optional<Event> event = read_event(environment_)) return of_event(*event);
    if (!environment_.base_ref.empty()) {
      const Commit base = repository_.resolve(environment_.base_ref);
      return merged(head_state(), {base, named(environment_.base_ref, base)});
    }
    return with_default_branch(head_state());
  }

  // States.

  State commit_state(const std::string& revision) const {
    const Commit commit = repository_.resolve(revision);
    return {repository_.tree(commit), named(revision, commit), commit, true};
  }

  State head_state() const {
    if (!selection_.head.empty()) return commit_state(selection_.head);
    if (selection_.staged) return {repository_.index(), "the index", repository_.head()};
    if (!repository_.has_checkout()) return commit_state("HEAD");
    return {repository_.work_tree(), "the work tree", repository_.head()};
  }

  // Comparisons.

  static Comparison alone(const State& head) {
    Comparison comparison;
    comparison.head = comparison.result = head.tree;
    comparison.head_name = head.name;
    return comparison;
  }

  // What was made from `base` and has all of it, whatever the history says.
  Comparison on_top_of(const Base& base, const State& head) const {
    Comparison comparison = alone(head);
    comparison.base = comparison.start = repository_.tree(base.commit);
    comparison.base_name = base.name;
    comparison.merge_result = true;
    return comparison;
  }

  Comparison staged(const State& head) const {
    if (!head.commit) return before_first_commit(head);
    Comparison comparison = on_top_of({*head.commit, named("HEAD", *head.commit)}, head);
    comparison.merge_result = false;
    return comparison;
  }

  static Comparison before_first_commit(const State& head) {
    Comparison comparison = alone(head);
    comparison.start = std::make_shared<EmptyTree>();
    return comparison;
  }

  Comparison merged(const State& head, const Base& base) const {
    if (!head.commit) {
      throw Error("HEAD has no commit yet that " + base.name + " could be compared with",
                  "Commit first, or check everything with --all");
    }
    const Commit start = repository_.merge_base(*head.commit, base.commit);
    Comparison comparison = on_top_of(base, head);
    if (start == base.commit) return comparison;
    comparison.start = repository_.tree(start);
    if (head.is_commit) {
      Repository::Merge merge = repository_.merge(*head.commit, base.commit);
      comparison.result = std::move(merge.tree);
      comparison.conflicts = std::move(merge.conflicts);
    } else {
      Overlay merge = overlay(comparison.start, head.tree, comparison.base);
      comparison.result = std::move(merge.tree);
      comparison.conflicts = std::move(merge.conflicts);
    }
    return comparison;
  }

  Comparison with_default_branch(const State& head) const {
    if (const std::optional<std::string> branch = repository_.default_branch()) {
      const Commit base = repository_.resolve(*branch);
      return merged(head, {base, named(*branch, base)});
    }
    if (!head.commit) return before_first_commit(head);
    throw Error(
        "there is no default branch to compare with: origin/main, origin/master, main and "
        "master do not exist",
        "Name the base with --base, or check everything with --all");
  }

  // What pre-commit says. A push replaces what it goes over, and is not merged with that.
  Comparison of_range() const {
    const Commit commit = repository_.resolve(environment_.from_ref);
    const Base base{commit, named(environment_.from_ref, commit)};
    const State head = commit_state(environment_.to_ref);
    return environment_.remote.empty() ? merged(head, base) : pushed(head, base);
  }

  // What was thrown away by the push is not asked for.
  Comparison pushed(const State& head, const Base& before) const {
    Comparison comparison = on_top_of(before, head);
    const Commit start = repository_.merge_base(*head.commit, before.commit);
    comparison.start = repository_.tree(start);
    comparison.merge_result = start == before.commit;
    return comparison;
  }

  // Events.

  Comparison of_event(const Event& event) const {
    if (!selection_.head.empty()) return merged_with_base_of(event, head_state());
    switch (event.kind) {
      case Event::Kind::pull_request:
        return of_pull_request(event);
      case Event::Kind::merge_group:
        return of_merge_group(event);
      case Event::Kind::push:
        break;
    }
    return of_push(event);
  }

  Comparison merged_with_base_of(const Event& event, const State& head) const {
    if (event.base.empty()) return with_default_branch(head);
    require(event.base, "the base commit", name_of(event), whole_history);
    return merged(head, newest_base(event));
  }

  // The checkout of a pull request is its merge with the newest base, made by GitHub: the first
  // parent is that base, and what the merge changes is what the pull request does to it. That
  // needs no more history than those two commits.
  Comparison of_pull_request(const Event& event) const {
    const std::string name = name_of(event);
    const std::optional<Commit> base = base_of_checked_out_merge(event);
    if (!base) {
      require(event.head, "the head commit", name, "Check it out with actions/checkout");
      return merged_with_base_of(event, event_state(event, name));
    }
    require(*base, "the base commit", name, "Set `fetch-depth: 2` in actions/checkout");
    State merge = commit_state("HEAD");
    merge.name = named(name, event.head);
    return on_top_of({*base, named(event.base_branch, *base)}, merge);
  }

  // The queue's commit contains its base.
  Comparison of_merge_group(const Event& event) const {
    require(event.base, "the base commit", name_of(event), whole_history);
    require(event.head, "the head commit", name_of(event), whole_history);
    return on_top_of({event.base, named(event.base_branch, event.base)},
                     event_state(event, name_of(event)));
  }

  // A push adds to the commit before, unless it was forced: then nothing is merged with that, for
  // it was thrown away.
  Comparison of_push(const Event& event) const {
    require(event.head, "the last commit", name_of(event), "Check it out with actions/checkout");
    const State head = event_state(event, event.base_branch);
    const bool is_gone = event.forced && !event.base.empty() && !repository_.find(event.base);
    if (event.base.empty() || is_gone) return of_new_branch(event, head);
    require(event.base, "the commit before", name_of(event), whole_history);
    const Base before{event.base, named(event.base_branch, event.base)};
    return event.forced ? pushed(head, before) : on_top_of(before, head);
  }

  // There is no commit before the push: the branch is new, or was rewritten.
  Comparison of_new_branch(const Event& event, const State& head) const {
    const std::optional<std::string> branch = repository_.default_branch();
    const bool is_default =
        branch && (*branch == event.base_branch || *branch == "origin/" + event.base_branch);
    if (branch && !is_default) return with_default_branch(head);
    return first_push(head);
  }

  static Comparison first_push(const State& head) {
    Comparison comparison = alone(head);
    comparison.scope = Scope::all;
    comparison.notes.push_back(
        "the push has no commit before it, and there is no other branch to "
        "compare with: everything is checked");
    return comparison;
  }

  State event_state(const Event& event, const std::string& name) const {
    return {repository_.tree(event.head), named(name, event.head), event.head, true};
  }

  static std::string name_of(const Event& event) {
    switch (event.kind) {
      case Event::Kind::merge_group:
        return "the merge group";
      case Event::Kind::push:
        return "the push";
      case Event::Kind::pull_request:
        break;
    }
    return event.number == 0 ? "the pull request" : "pull request #" + std::to_string(event.number);
  }

  // The first parent of HEAD where HEAD is the merge that GitHub has made of the pull request. It
  // is told by the commit itself, even if it was not fetched.
  std::optional<Commit> base_of_checked_out_merge(const Event& event) const {
    const std::optional<Commit> head = repository_.head();
    if (!head || *head == event.head) return std::nullopt;
    const std::vector<Commit> parents = repository_.parents(*head);
    if (parents.size() != 2 || parents[1] != event.head) return std::nullopt;
    return parents[0];
  }

  // The base branch may have moved on since the event; its remote branch is then newer.
  Base newest_base(const Event& event) const {
    const std::optional<Commit> tip = repository_.find("refs/remotes/origin/" + event.base_branch);
    const bool moved_on = tip && repository_.is_ancestor(event.base, *tip);
    const Commit commit = moved_on ? *tip : event.base;
    return {commit, named(event.base_branch, commit)};
  }

  void require(const Commit& commit, const std::string& which, const std::string& of,
               const std::string& advice) const {
    if (repository_.find(commit)) return;
    const std::string depth = repository_.is_shallow() ? "--depth=1 " : "";
    throw Error(which + " " + abbreviated(commit) + " of " + of + " is not in this clone",
                advice + ", or run `git fetch " + depth + "origin " + commit + "`");
  }

  // Under pull_request_target the base is checked out, and compared with itself it has no findings.
  void refuse_wrong_checkout() const {
    if (environment_.event_name != "pull_request_target" || !selection_.head.empty()) return;
    const std::optional<Event> event = read_event(environment_);
    const std::optional<Commit> head = repository_.head();
    if (!event || !head || base_of_checked_out_merge(*event)) return;
    if (repository_.find(event->head) && repository_.is_ancestor(event->head, *head)) return;
    throw Error(
        "the checkout is not that of " + name_of(*event),
        "Check out `github.event.pull_request.head.sha`, or name what to check with --head");
  }

  const Repository& repository_;
  const CheckSelection& selection_;
  const Environment& environment_;
};

void check_usage(const CheckSelection& selection) {
  if (selection.staged && !selection.head.empty()) {
    throw Error("--staged and --head name two states to check", "Give one of them");
  }
}

// The nearest folder that everything in `paths` lies in.
std::string common_folder(const std::vector<std::string>& paths) {
  const auto folder_of = [](const std::string& path) {
    const fs::path full = fs::weakly_canonical(fs::absolute(path));
    return fs::is_directory(full) ? full : full.parent_path();
  };
  fs::path common = folder_of(paths.front());
  for (const std::string& path : paths) {
    const fs::path folder = folder_of(path);
    while (!is_below(folder.generic_string() + "/", common.generic_string()) && common != "/") {
      common = common.parent_path();
    }
  }
  return common.string();
}

bool is_outside(const std::string& root, const std::string& path) {
  return !relative_to(root, path).has_value();
}

// Files without a history of versions: in no repository, or in none that we were pointed at.
Comparison compare_plain(const std::string& folder, const CheckSelection& selection) {
  const bool outside =
      std::any_of(selection.paths.begin(), selection.paths.end(),
                  [&folder](const std::string& path) { return is_outside(folder, path); });
  const std::string root = outside ? common_folder(selection.paths) : folder;
  Comparison comparison;
  comparison.head = comparison.result = plain_folder(root);
  comparison.root = fs::weakly_canonical(root + "/.").string() + "/";
  comparison.head_name = "the folder " + comparison.root;
  comparison.scope = selection.paths.empty() ? Scope::all : Scope::paths;
  for (const std::string& path : selection.paths) {
    comparison.paths.push_back(comparison.path_in_trees(path));
  }
  return comparison;
}

bool needs_no_repository(const CheckSelection& selection) {
  return (selection.all || !selection.paths.empty()) && selection.base.empty() &&
         selection.head.empty() && !selection.staged;
}

}  // namespace

std::string Comparison::path_in_trees(const std::string& path) const {
  if (root.empty()) return path == "." ? "" : path;
  if (std::optional<std::string> relative = relative_to(root, path)) return *relative;
  throw Error("\"" + path + "\" is outside of \"" + root + "\"",
              "Name a file or folder in it, or run it in another folder with -C");
}

std::vector<FileChange> Comparison::changes_below(const std::string& folder) const {
  return start ? changes(*start, *head, folder) : std::vector<FileChange>();
}

bool Comparison::names(const std::string& path_in_tree) const {
  return std::any_of(paths.begin(), paths.end(), [&path_in_tree](const std::string& path) {
    return path == path_in_tree || is_below(path_in_tree, path);
  });
}

Comparison compare(const Repository& repository, const CheckSelection& selection,
                   const Environment& environment) {
  check_usage(selection);
  return Comparer(repository, selection, environment).compare();
}

Comparison compare(const std::string& folder, const CheckSelection& selection,
                   const Environment& environment) {
  check_usage(selection);
  const std::optional<Repository> repository =
      needs_no_repository(selection) ? Repository::open_if_any(folder) : Repository::open(folder);
  if (!repository) return compare_plain(folder, selection);
  const std::string root = repository->work_folder();
  const bool elsewhere =
      !root.empty() && !selection.paths.empty() && needs_no_repository(selection) &&
      std::all_of(selection.paths.begin(), selection.paths.end(),
                  [&root](const std::string& path) { return is_outside(root, path); });
  return elsewhere ? compare_plain(folder, selection)
                   : compare(*repository, selection, environment);
}

}  // namespace migcheck
