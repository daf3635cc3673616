#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/selection.h"
#include "support/errors.h"
#include "support/temp_repository.h"
#include "support/trees.h"

// A project with a base and a topic, what can be asked of it, and the answer as text.
namespace migcheck::test {

// A project with migrations 1 and 2 on main; topic branches off after 1 and adds t; then main adds
// 2, so that the merge has 1, 2 and t.
struct Project : TempRepository {
  Project() {
    write("v/1", "one\n");
    one = commit("One");
    git({"switch", "--quiet", "-c", "topic"});
    write("v/t", "topic\n");
    topic = commit("Topic");
    git({"switch", "--quiet", "main"});
    write("v/2", "two\n");
    main = commit("Two");
  }

  // The commit that GitHub makes for a pull request, checked out as actions/checkout does it.
  std::string check_out_merge() const {
    git({"switch", "--quiet", "--detach", "main"});
    git({"merge", "--quiet", "--no-ff", "-m", "Merge", "topic"});
    return git({"rev-parse", "HEAD"});
  }

  std::string one, topic, main;
};

inline std::string short_id(const std::string& id) { return id.substr(0, 10); }

inline std::string files(const Comparison::Tree& tree) {
  if (!tree) return "none";
  std::string text;
  for (const FileEntry& entry : tree->list("v")) {
    text += (text.empty() ? "" : " ") + entry.path.substr(2);
  }
  return text;
}

// All that a test wants to know, one aspect a line.
inline std::string text_of(const Comparison& comparison) {
  std::string changed = test::text_of(comparison.changes_below(""));
  for (char& c : changed) c = c == '\n' ? ' ' : c;
  const char* scopes[] = {"changed", "all", "paths"};
  std::string text = comparison.base_name + " <- " + comparison.head_name + "\n";
  text += "head: " + files(comparison.head) + "\n";
  text += "start: " + files(comparison.start) + "\n";
  text += "base: " + files(comparison.base) + "\n";
  text += "result: " + files(comparison.result) + (comparison.merge_result ? ", merged\n" : "\n");
  text += std::string(scopes[static_cast<int>(comparison.scope)]) + ": " + changed + "\n";
  for (const std::string& path : comparison.paths) text += "path: " + path + "\n";
  for (const std::string& note : comparison.notes) text += "note: " + note + "\n";
  return text;
}

inline std::string compared(const TempRepository& project, const CheckSelection& selection,
                            const Environment& environment = {}) {
  return text_of(compare(project.path(), selection, environment));
}

inline std::string compare_error(const TempRepository& project, const CheckSelection& selection,
                                 const Environment& environment = {}) {
  return error_of([&] { compare(project.path(), selection, environment); });
}

inline CheckSelection given(const std::string& base, const std::string& head = "") {
  CheckSelection selection;
  selection.base = base;
  selection.head = head;
  return selection;
}

inline CheckSelection staged() {
  CheckSelection selection;
  selection.staged = true;
  return selection;
}

inline CheckSelection all() {
  CheckSelection selection;
  selection.all = true;
  return selection;
}

inline CheckSelection paths_given(std::vector<std::string> paths) {
  CheckSelection selection;
  selection.paths = std::move(paths);
  return selection;
}

inline Environment pull_request(const std::string& base, const std::string& head,
                                const std::string& name = "pull_request") {
  return {name,
          R"({"pull_request":{"number":12,"base":{"sha":")" + base +
              R"(","ref":"main"},"head":{"sha":")" + head + R"(","repo":null}}})",
          "main", "", ""};
}

inline Environment push(const std::string& before, const std::string& after,
                        const std::string& branch, bool forced = false) {
  return {"push",
          R"({"before":")" + before + R"(","after":")" + after + R"(","ref":"refs/heads/)" +
              branch + R"(","forced":)" + (forced ? "true" : "false") + "}",
          "", "", ""};
}

inline const std::string zeros(40, '0');

}  // namespace migcheck::test
