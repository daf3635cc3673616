#include "dialect/revision_range.h"

#include <doctest/doctest.h>

#include "core/error.h"
#include "core/text.h"

using namespace migcheck;

namespace {

Revision revision(std::string id, std::vector<std::string> parents,
                  std::vector<std::string> labels = {}) {
  Revision made;
  made.id = std::move(id);
  made.down_revisions = std::move(parents);
  made.branch_labels = std::move(labels);
  made.file = std::make_shared<SourceFile>(SourceFile{made.id + ".py", ""});
  return made;
}

//   aaaa1 ── aaab2 ─┬─ cccc3 (label shop) ── cccc4
//                   └─ dddd5 ── dddd6
const std::vector<Revision> forked = {
    revision("aaaa1", {}),
    revision("aaab2", {"aaaa1"}),
    revision("cccc3", {"aaab2"}, {"shop"}),
    revision("cccc4", {"cccc3"}),
    revision("dddd5", {"aaab2"}),
    revision("dddd6", {"dddd5"}),
};

std::string names(const RevisionGraph& graph, const std::vector<std::size_t>& revisions) {
  std::vector<std::string> ids;
  for (const std::size_t index : revisions) ids.push_back(graph.revisions()[index].id);
  return join(ids, " ");
}

// "the message: the hint" of the Error that resolving gives, or the ids.
std::string resolved(const RevisionGraph& graph, std::string_view name) {
  try {
    return names(graph, resolve_revisions(graph, name));
  } catch (const Error& error) {
    return std::string(error.what()) + ": " + error.hint();
  }
}

std::string ranged(const RevisionGraph& graph, std::string_view text) {
  try {
    const RevisionRange range = resolve_range(graph, text);
    return std::string(to_string(range.direction)) + " " + names(graph, range.revisions);
  } catch (const Error& error) {
    return error.what();
  }
}

}  // namespace

TEST_CASE("revision names are resolved as Alembic does") {
  const RevisionGraph graph(forked);
  struct Row {
    std::string_view name, expected;
  };
  const Row rows[] = {
      {"aaaa1", "aaaa1"},
      {"ddd", "'ddd' is the beginning of 2 revision ids: dddd5, dddd6: give more of the id"},
      {"cccc4", "cccc4"},
      {"shop", "cccc3"},
      {"shop@head", "cccc4"},
      {"shop@heads", "cccc4"},
      {"base", ""},
      {"cccc4-1", "cccc3"},
      {"cccc4-3", "aaaa1"},
      {"cccc4-4", ""},
      {"+1", "aaaa1"},
      {"cccc3+1", "cccc4"},
      {"shop@head-1", "cccc3"},
      {"cccc4+1", "'cccc4+1' leads out of the history: take fewer steps"},
      {"aaab2+1", "'aaab2+1' is ambiguous: it could lead to cccc3 or dddd5: name the revision"},
      {"aaa", "'aaa' is the beginning of 2 revision ids: aaaa1, aaab2: give more of the id"},
      {"cccc5", "there is no revision or branch label 'cccc5': did you mean 'cccc3'?"},
      {"shp@head", "there is no revision or branch label 'shp': did you mean 'shop'?"},
      {"zzzzzzzz",
       "there is no revision or branch label 'zzzzzzzz': 'migcheck history' lists the revisions"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(resolved(graph, row.name) == row.expected);
  }
  CHECK(resolved(graph, "head").starts_with("there are 2 heads: "));
  CHECK(resolve_revisions(graph, "heads").size() == 2);
}

TEST_CASE("a range upgrades, or downgrades where it leads down") {
  const RevisionGraph graph(forked);
  struct Row {
    std::string_view range, expected;
  };
  const Row rows[] = {
      {"cccc4", "upgrade aaaa1 aaab2 cccc3 cccc4"},
      {"aaab2:cccc4", "upgrade cccc3 cccc4"},
      {"aaab2:+0", "upgrade "},
      {"cccc3:+1", "upgrade cccc4"},
      {"cccc4:aaaa1", "downgrade cccc4 cccc3 aaab2"},
      {"cccc4:-1", "downgrade cccc4"},
      {"dddd6:base", "downgrade dddd6 dddd5 aaab2 aaaa1"},
      {"cccc4:cccc4", "upgrade "},
      {"cccc4:dddd6", "upgrade dddd5 dddd6"},
      {"heads:cccc3", "downgrade cccc4"},
      {"cccc4:shop@-1", "downgrade cccc4"},
      {"aaab2:shop@+1", "upgrade cccc3"},
      {"cccc4:aaaa1-1", "downgrade cccc4 cccc3 aaab2 aaaa1"},
      {"-1", "'-1' counts from a revision, and there is none"},
      {"aaaa1:-2", "'-2' leads out of the history"},
      {"cccc4:shop@dddd5", "revision 'dddd5' is not on the branch 'shop'"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.range);
    CHECK(ranged(graph, row.range) == row.expected);
  }
  CHECK(resolve_range(graph, "").revisions.size() == forked.size());
}
