#include <doctest/doctest.h>

#include "git/overlay_tree.h"
#include "support/memory_tree.h"
#include "support/trees.h"

using namespace migcheck;
using namespace migcheck::test;

namespace {

using Files = std::map<std::string, std::string>;

// "path=content" of every file, and the conflicts.
std::string merged(const Files& start, const Files& ours, const Files& theirs) {
  const Overlay overlay =
      migcheck::overlay(std::make_shared<MemoryTree>(start), std::make_shared<MemoryTree>(ours),
                        std::make_shared<MemoryTree>(theirs));
  std::string text;
  for (const FileEntry& entry : overlay.tree->list("")) {
    text += entry.path + "=" + overlay.tree->read(entry.path).value() + " ";
  }
  for (const std::string& path : overlay.conflicts) text += "!" + path + " ";
  return text;
}

}  // namespace

TEST_CASE("an overlay merges file by file") {
  struct Row {
    const char* what;
    Files start, ours, theirs;
    std::string expected;
  };
  const Files base = {{"a", "1"}, {"b", "1"}};
  const Row rows[] = {
      {"nothing changed", base, base, base, "a=1 b=1 "},
      {"ours modified", base, {{"a", "2"}, {"b", "1"}}, base, "a=2 b=1 "},
      {"theirs modified", base, base, {{"a", "2"}, {"b", "1"}}, "a=2 b=1 "},
      {"different files", base, {{"a", "2"}, {"b", "1"}}, {{"a", "1"}, {"b", "3"}}, "a=2 b=3 "},
      {"both added",
       base,
       {{"a", "1"}, {"b", "1"}, {"c", "1"}},
       {{"a", "1"}, {"b", "1"}, {"d", "1"}},
       "a=1 b=1 c=1 d=1 "},
      {"ours deleted", base, {{"b", "1"}}, base, "b=1 "},
      {"theirs deleted", base, base, {{"b", "1"}}, "b=1 "},
      {"both deleted", base, {{"b", "1"}}, {{"b", "1"}}, "b=1 "},
      {"the same change", base, {{"a", "2"}, {"b", "1"}}, {{"a", "2"}, {"b", "1"}}, "a=2 b=1 "},
      {"both modified", base, {{"a", "2"}, {"b", "1"}}, {{"a", "3"}, {"b", "1"}}, "a=2 b=1 !a "},
      {"both added one path", {}, {{"c", "2"}}, {{"c", "3"}}, "c=2 !c "},
      {"ours deleted, theirs modified",
       base,
       {{"b", "1"}},
       {{"a", "3"}, {"b", "1"}},
       "a=3 b=1 !a "},
      {"ours modified, theirs deleted",
       base,
       {{"a", "2"}, {"b", "1"}},
       {{"b", "1"}},
       "a=2 b=1 !a "},
      {"ours renamed, theirs modified",
       {{"a", "1\n2\n"}},
       {{"z", "1\n2\n"}},
       {{"a", "1\n3\n"}},
       "a=1\n3\n z=1\n2\n !a "},
      {"both renamed differently",
       {{"a", "1\n2\n"}},
       {{"y", "1\n2\n"}},
       {{"z", "1\n2\n"}},
       "y=1\n2\n z=1\n2\n "},
  };
  for (const Row& row : rows) {
    CAPTURE(row.what);
    CHECK(merged(row.start, row.ours, row.theirs) == row.expected);
  }
}

TEST_CASE("an overlay lists only what is below the folder") {
  const auto start = std::make_shared<MemoryTree>(Files{{"v/1", ""}});
  const auto ours = std::make_shared<MemoryTree>(Files{{"v/1", ""}, {"v/2", ""}, {"w/2", ""}});
  const auto theirs = std::make_shared<MemoryTree>(Files{{"v/1", ""}, {"v/0", ""}, {"w/0", ""}});
  const Overlay overlay = migcheck::overlay(start, ours, theirs);
  CHECK(listing(*overlay.tree, "v") == "v/0\nv/1\nv/2\n");
  CHECK(listing(*overlay.tree) == "v/0\nv/1\nv/2\nw/0\nw/2\n");
  CHECK(listing(*overlay.tree, "x").empty());
  CHECK_FALSE(overlay.tree->read("v/3").has_value());
}
