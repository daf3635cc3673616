#include "dialect/merge_heads.h"

#include <doctest/doctest.h>

#include <memory>

#include "core/error.h"

using namespace migcheck;

namespace {

struct Made {
  std::string id;
  std::vector<std::string> down_revisions = {};
  std::vector<std::string> branch_labels = {};
  std::vector<std::string> depends_on = {};
};

Span span_of(const std::string& text, const std::string& part) {
  const std::size_t begin = text.find(part);
  return {begin, begin + part.size()};
}

// A revision whose file has these assignments.
Revision revision(const Made& made, std::string down_assignment = {}) {
  Revision r;
  r.id = made.id;
  r.down_revisions = made.down_revisions;
  r.branch_labels = made.branch_labels;
  r.depends_on = made.depends_on;
  if (down_assignment.empty()) {
    down_assignment = "down_revision = None";
    if (!made.down_revisions.empty()) {
      down_assignment = "down_revision = '" + made.down_revisions.front() + "'";
    }
  }
  const std::string id_assignment = "revision = '" + made.id + "'";
  const std::string text = id_assignment + "\n" + down_assignment + "\n";
  r.id_span = span_of(text, id_assignment);
  r.down_revision_span = span_of(text, down_assignment);
  r.file = std::make_shared<const SourceFile>(SourceFile{made.id + ".py", text});
  return r;
}

std::vector<Revision> history(const std::vector<Made>& all) {
  std::vector<Revision> revisions;
  for (const Made& made : all) revisions.push_back(revision(made));
  return revisions;
}

// "b2 onto c3; …", or why not.
std::string rebase_of(const std::vector<Made>& all, const std::set<std::string>& on_base) {
  const std::vector<Revision> revisions = history(all);
  const RevisionGraph graph(revisions);
  const Rebase rebase = plan_rebase(graph, graph.heads(), on_base);
  if (!rebase.impossible.empty()) return rebase.impossible;
  std::string text;
  for (const Rebase::Step& step : rebase.steps) {
    if (!text.empty()) text += "; ";
    text += revisions[step.revision].id + " onto " + step.onto;
  }
  return text;
}

std::vector<std::vector<std::string>> groups_of(const std::vector<Made>& all) {
  const std::vector<Revision> revisions = history(all);
  const RevisionGraph graph(revisions);
  std::vector<std::vector<std::string>> groups;
  for (const auto& group : heads_to_merge(graph)) {
    groups.emplace_back();
    for (const std::size_t head : group) groups.back().push_back(revisions[head].id);
  }
  return groups;
}

}  // namespace

TEST_CASE("heads with the same labels belong together") {
  using Groups = std::vector<std::vector<std::string>>;
  CHECK(groups_of({}).empty());
  CHECK(groups_of({{"a"}}).empty());
  CHECK(groups_of({{"a"}, {"b", {"a"}}, {"c", {"a"}}}) == Groups{{"b", "c"}});
  CHECK(groups_of({{"a", {}, {"x"}}, {"b", {}, {"y"}}}).empty());
  CHECK(groups_of({{"a", {}, {"x"}}, {"b"}}).empty());
  CHECK(groups_of({{"a", {}, {"x"}}, {"b", {"a"}}, {"c", {"a"}}, {"d"}}) == Groups{{"b", "c"}});
  CHECK(groups_of({{"a", {}, {"x"}}, {"b", {"a"}}, {"c", {"a"}}, {"d"}, {"e"}}) ==
        Groups{{"b", "c"}, {"d", "e"}});
}

TEST_CASE("a rebase puts what is not on the base behind the base's head") {
  struct Row {
    const char* name;
    std::vector<Made> history;
    std::set<std::string> on_base;
    std::string expected;
  };
  const Row rows[] = {
      {"one revision", {{"a"}, {"b", {"a"}}, {"c", {"a"}}}, {"a", "b"}, "c onto b"},
      {"a chain", {{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"c"}}}, {"a", "b"}, "c onto b"},
      {"two branches",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"c"}}, {"e", {"a"}}},
       {"a", "b"},
       "c onto b; e onto d"},
      {"a first revision", {{"a"}, {"b", {"a"}}, {"c"}}, {"a", "b"}, "c onto b"},
      {"a diamond within the pull request",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"c"}}, {"e", {"c"}}, {"f", {"d", "e"}}},
       {"a", "b"},
       "c onto b"},
      {"nothing is new",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}}},
       {"a", "b", "c"},
       "all of the heads are on the base already"},
      {"everything is new",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}}},
       {},
       "none of the heads is on the base"},
      {"the base has two heads",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"a"}}},
       {"a", "b", "c"},
       "the base has several heads itself: b and c"},
      {"a merge of the base's past",
       {{"a"}, {"b", {"a"}}, {"c", {"b"}}, {"d", {"a"}}, {"e", {"d", "b"}}},
       {"a", "b", "c"},
       "d and e both begin the branch"},
      {"a new merge",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"b", "c"}}, {"e", {"b", "c"}}},
       {"a", "b", "c", "d"},
       "e is a merge"},
      {"a branch point in the pull request",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"c"}}, {"e", {"c"}}},
       {"a", "b"},
       "the heads share revisions that are not on the base"},
      {"a missing parent",
       {{"a"}, {"b", {"a"}}, {"c", {"lost"}}},
       {"a", "b"},
       "c follows a revision that is not there"},
      {"a parent on another of the base's branches",
       {{"a", {}, {"x"}}, {"b", {}, {"y"}}, {"c", {"b"}}, {"d", {"a"}}},
       {"a", "b", "d"},
       "c follows b, which is not below the base's head d"},
      {"a dependency the other way round",
       {{"a"}, {"b", {"a"}}, {"c", {"a"}, {}, {"d"}}, {"d", {"a"}}},
       {"a", "b"},
       "the heads share revisions that are not on the base"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(rebase_of(row.history, row.on_base) == row.expected);
  }
}

TEST_CASE("a down_revision is changed where it is written plainly") {
  struct Row {
    std::vector<std::string> down_revisions;
    std::string before, after;  // after: empty where it is left alone
  };
  const Row rows[] = {
      {{"a"}, "down_revision = 'a'", "down_revision = 'new'"},
      {{"a"}, "down_revision = \"a\"", "down_revision = \"new\""},
      {{"a"}, "down_revision: str | None = 'a'", "down_revision: str | None = 'new'"},
      {{"a"}, "down_revision = ('a',)", "down_revision = ('new',)"},
      {{}, "down_revision = None", "down_revision = 'new'"},
      {{}, "down_revision: Union[str, None] = None", "down_revision: Union[str, None] = 'new'"},
      {{"a"}, "down_revision = PREVIOUS", ""},
      {{"a"}, "down_revision = 'a' or \"a\"", ""},
      {{"a", "b"}, "down_revision = ('a', 'b')", ""},
      {{}, "down_revision = ()", ""},
  };
  for (const Row& row : rows) {
    CAPTURE(row.before);
    const Revision r = revision({"me", row.down_revisions}, row.before);
    const auto text = with_down_revision(r, "new");
    CHECK(text.has_value() == !row.after.empty());
    if (text) CHECK(*text == "revision = 'me'\n" + row.after + "\n");
  }
  CHECK_FALSE(with_down_revision(revision({"me", {"a"}}), "x' + evil() + '").has_value());
}

TEST_CASE("the Revises line follows, if it says the same and stands above") {
  const auto edited = [](const std::string& docstring) {
    Revision r = revision({"me", {"a"}});
    const std::string text = docstring + r.file->text;
    r.id_span = {r.id_span.begin + docstring.size(), r.id_span.end + docstring.size()};
    r.down_revision_span = {r.down_revision_span.begin + docstring.size(),
                            r.down_revision_span.end + docstring.size()};
    r.file = std::make_shared<const SourceFile>(SourceFile{"me.py", text});
    const std::string changed = with_down_revision(r, "new").value_or("");
    return changed.substr(0, changed.find("revision ="));
  };
  CHECK(edited("\"\"\"x\n\nRevises: a\n\"\"\"\n") == "\"\"\"x\n\nRevises: new\n\"\"\"\n");
  CHECK(edited("\"\"\"x\r\n  Revises:a\r\n\"\"\"\r\n") ==
        "\"\"\"x\r\n  Revises: new\r\n\"\"\"\r\n");
  CHECK(edited("\"\"\"Revises: b\n\"\"\"\n") == "\"\"\"Revises: b\n\"\"\"\n");
  CHECK(edited("\"\"\"Revises\n\"\"\"\n") == "\"\"\"Revises\n\"\"\"\n");
}

TEST_CASE("a merge revision is made from the heads' ids alone, and never takes an id twice") {
  const auto merge = [](const std::vector<Made>& all) {
    const std::vector<Revision> revisions = history(all);
    const RevisionGraph graph(revisions);
    return plan_merge(graph, graph.heads(), {"db/versions", {}, {}, std::nullopt});
  };
  const MergeRevision plain = merge({{"b"}, {"c"}});
  CHECK(plain.id.size() == 12);
  CHECK(plain.message == "merge heads b and c");
  CHECK(plain.path == "db/versions/" + plain.id + "_merge_heads_b_and_c.py");
  CHECK(plain.text.starts_with("\"\"\"merge heads b and c\n\nRevision ID: " + plain.id +
                               "\nRevises: b, c\nCreate Date: 1970-01-01 00:00:00\n"));
  CHECK(plain.text.find("= ('b', 'c')\n") != std::string::npos);
  CHECK(merge({{"c"}, {"b"}}).id == plain.id);
  CHECK(merge({{"b"}, {"c"}, {"d"}}).message == "merge heads b, c and d");
  CHECK(merge({{"b"}, {"c"}, {"d"}}).id != plain.id);

  // The id is taken, or one that it would be an abbreviation of.
  CHECK(merge({{plain.id}, {"b", {plain.id}}, {"c", {plain.id}}}).id != plain.id);
  CHECK(merge({{plain.id + "7"}, {"b", {plain.id + "7"}}, {"c", {plain.id + "7"}}}).id != plain.id);
}

TEST_CASE("ids that would run as code when they are written out are refused") {
  for (const char* id : {"\"\"\"\nimport os\n\"\"\"", "a'b", "a\\", "a\nb"}) {
    CAPTURE(id);
    const std::vector<Revision> revisions = history({{id}, {"b"}});
    const RevisionGraph graph(revisions);
    CHECK_THROWS_AS(plan_merge(graph, graph.heads(), {}), Error);
  }
}
