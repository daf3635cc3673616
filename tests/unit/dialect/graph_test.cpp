#include "dialect/graph.h"

#include <doctest/doctest.h>

#include "core/text.h"
#include "dialect/topology.h"

using namespace migcheck;

namespace {

// "c: a, b / dep" is revision c on top of a and b, depending on dep; "c=label: a" labels it.
std::vector<Revision> revisions(const std::string& text) {
  std::vector<Revision> made;
  const auto names = [](std::string_view list) {
    std::vector<std::string> found;
    for (const std::string_view name : split(list, ',')) {
      if (!trim(name).empty()) found.emplace_back(trim(name));
    }
    return found;
  };
  for (const std::string_view row : split(text, ';')) {
    if (trim(row).empty()) continue;
    const auto sides = split(row, ':');
    const auto parents = split(sides.at(1), '/');
    const auto id = split(sides.at(0), '=');
    Revision revision;
    revision.id = trim(id[0]);
    if (id.size() > 1) revision.branch_labels = names(id[1]);
    revision.down_revisions = names(parents[0]);
    if (parents.size() > 1) revision.depends_on = names(parents[1]);
    made.push_back(std::move(revision));
  }
  return made;
}

std::string ids(const RevisionGraph& graph, const std::vector<std::size_t>& indexes) {
  std::string text;
  for (const std::size_t index : indexes)
    text += (text.empty() ? "" : " ") + graph.revisions()[index].id;
  return text;
}

}  // namespace

TEST_CASE("the shape of a history") {
  struct Row {
    const char* history;
    const char *heads, *bases, *branch_points, *merge_points, *order;
  };
  const Row rows[] = {
      {"", "", "", "", "", ""},
      {"a:", "a", "a", "", "", "a"},
      {"b: a; a:", "b", "a", "", "", "a b"},
      {"a:; b: a; c: a", "b c", "a", "a", "", "a c b"},
      {"a:; b: a; c: a; d: b, c", "d", "a", "a", "d", "a c b d"},
      {"a:; b: a; x:; y: x", "b y", "a x", "", "", "x y a b"},
      // depends_on orders, but does not take a head away.
      {"a:; b: a; x: / b", "b x", "a x", "", "", "a b x"},
      {"a:; b: a; x:; y: x / b; c: b", "y c", "a x", "", "", "a b c x y"},
      {"a:; b: missing", "a b", "a", "", "", "b a"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.history);
    const std::vector<Revision> history = revisions(row.history);
    const RevisionGraph graph(history);
    CHECK(ids(graph, graph.heads()) == row.heads);
    CHECK(ids(graph, graph.bases()) == row.bases);
    CHECK(ids(graph, graph.branch_points()) == row.branch_points);
    CHECK(ids(graph, graph.merge_points()) == row.merge_points);
    CHECK(ids(graph, graph.upgrade_order()) == row.order);
    CHECK(graph.cycles().empty());
  }
}

TEST_CASE("what is wrong with a history") {
  SUBCASE("missing parents and dependencies") {
    const auto history = revisions("a:; b: nowhere, a / gone");
    const RevisionGraph graph(history);
    REQUIRE(graph.missing().size() == 2);
    CHECK(graph.missing()[0].revision == 1);
    CHECK(graph.missing()[0].id == "nowhere");
    CHECK_FALSE(graph.missing()[0].is_dependency);
    CHECK(graph.missing()[1].id == "gone");
    CHECK(graph.missing()[1].is_dependency);
    CHECK(ids(graph, graph.parents(1)) == "a");
  }
  SUBCASE("duplicate ids, of which none is a head if a child names the id") {
    const auto history = revisions("a:; b: a; b: a; c: b");
    const RevisionGraph graph(history);
    REQUIRE(graph.duplicates().size() == 1);
    CHECK(graph.duplicates()[0] == std::vector<std::size_t>{1, 2});
    CHECK(ids(graph, graph.heads()) == "c");
    CHECK(graph.upgrade_order().size() == 4);
  }
  SUBCASE("cycles, through both kinds of edge") {
    const auto history = revisions("a:; b: d; c: b; d: c; e: d; s: s; x: / y; y: / x");
    const RevisionGraph graph(history);
    REQUIRE(graph.cycles().size() == 3);
    CHECK(ids(graph, graph.cycles()[0]) == "b c d");
    CHECK(ids(graph, graph.cycles()[1]) == "s");
    CHECK(ids(graph, graph.cycles()[2]) == "x y");
    CHECK(ids(graph, graph.upgrade_order()) == "a b c d e s x y");
    CHECK(ids(graph, graph.ancestors(1)) == "c d");
  }
}

TEST_CASE("ancestors and labels") {
  const auto history = revisions("a:; b=left: a; c: b; d=right: a; e: d / c; f: a");
  const RevisionGraph graph(history);
  CHECK(ids(graph, graph.ancestors(4)) == "a b c d");
  CHECK(ids(graph, graph.children(0)) == "b d f");
  CHECK(graph.find("d") == 3);
  CHECK(graph.find("zz") == RevisionGraph::npos);
  CHECK(graph.branch_labels(2) == std::vector<std::string>{"left"});
  CHECK(graph.branch_labels(4) == std::vector<std::string>{"right"});
  CHECK(graph.branch_labels(0).empty());
  // A label goes down too while there is one line only, and a dependency may be a label.
  const auto line = revisions("a:; b: a; c=tip: b; x: / tip");
  const RevisionGraph second(line);
  CHECK(second.branch_labels(0) == std::vector<std::string>{"tip"});
  CHECK(second.missing().empty());
}

TEST_CASE("long chains, wide forks and ladders of merges take no stack and little time") {
  constexpr std::size_t count = 100'000;
  topology::Edges chain(count), star(count), ladder(count);
  for (std::size_t i = 1; i < count; ++i) {
    chain[i] = {i - 1};
    star[i] = {0};
    ladder[i] = i >= 3 && i % 3 == 0 ? std::vector<std::size_t>{i - 2, i - 1}
                                     : std::vector<std::size_t>{i / 3 * 3};
  }
  for (const topology::Edges* edges : {&chain, &star, &ladder}) {
    CHECK(topology::cycles(*edges).empty());
    const std::vector<std::size_t> order = topology::alembic_order(*edges);
    std::vector<std::size_t> place(count);
    for (std::size_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    REQUIRE(order.size() == count);
    bool valid = true;
    for (std::size_t i = 0; i < count; ++i) {
      for (const std::size_t below : (*edges)[i]) valid = valid && place[below] < place[i];
    }
    CHECK(valid);
  }
  chain[0] = {count - 1};
  REQUIRE(topology::cycles(chain).size() == 1);
  CHECK(topology::cycles(chain)[0].size() == count);
}
