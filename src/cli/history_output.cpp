#include "cli/history_output.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ranges>
#include <set>
#include <vector>

#include "core/text.h"

namespace migcheck {

namespace {

using Json = nlohmann::ordered_json;

// Heads that another revision depends on; Alembic calls them effective heads.
std::set<std::size_t> effective_heads(const RevisionGraph& graph) {
  std::set<std::size_t> reached;
  for (const std::size_t head : graph.heads()) {
    const std::vector<std::size_t> before = graph.ancestors(head);
    reached.insert(before.begin(), before.end());
  }
  std::set<std::size_t> effective;
  for (const std::size_t head : graph.heads()) {
    if (reached.contains(head)) effective.insert(head);
  }
  return effective;
}

bool contains(const std::vector<std::size_t>& list, std::size_t revision) {
  return std::find(list.begin(), list.end(), revision) != list.end();
}

// The history seen as Alembic prints it.
class Printer {
 public:
  Printer(const RevisionGraph& graph, const std::string& root)
      : graph_(graph), root_(root), effective_heads_(effective_heads(graph)) {}

  // "abc123 (label) (head)".
  std::string head(std::size_t index) const {
    return revision(index).id + labels(index) + head_mark(index);
  }

  // "parent (dependency) -> abc123 (label) (head) (branchpoint), message".
  std::string line(std::size_t index) const {
    const Revision& r = revision(index);
    std::string text = parents(r);
    if (!r.depends_on.empty()) text += " (" + join(r.depends_on, ", ") + ")";
    return text + " -> " + head(index) + tree_marks(index) + ", " + summary(r);
  }

  std::string entry(std::size_t index) const;

 private:
  const Revision& revision(std::size_t index) const { return graph_.revisions()[index]; }

  static std::string parents(const Revision& revision) {
    return revision.down_revisions.empty() ? "<base>" : join(revision.down_revisions, ", ");
  }

  static const std::string& doc(const Revision& revision) {
    return revision.doc.empty() ? revision.message : revision.doc;
  }

  // The first paragraph.
  static std::string summary(const Revision& revision) {
    return doc(revision).substr(0, doc(revision).find("\n\n"));
  }

  std::string labels(std::size_t index) const {
    const std::vector<std::string> names = graph_.branch_labels(index);
    return names.empty() ? "" : " (" + join(names, ", ") + ")";
  }

  bool is_merge_point(std::size_t index) const { return revision(index).down_revisions.size() > 1; }

  std::string head_mark(std::size_t index) const {
    if (!contains(graph_.heads(), index)) return "";
    return effective_heads_.contains(index) ? " (effective head)" : " (head)";
  }

  std::string tree_marks(std::size_t index) const {
    return std::string(contains(graph_.branch_points(), index) ? " (branchpoint)" : "") +
           (is_merge_point(index) ? " (mergepoint)" : "");
  }

  std::string children(std::size_t index) const {
    std::vector<std::string> ids;
    for (const std::size_t child : graph_.children(index)) ids.push_back(revision(child).id);
    return join(ids, ", ");
  }

  const RevisionGraph& graph_;
  const std::string& root_;
  std::set<std::size_t> effective_heads_;
};

std::string Printer::entry(std::size_t index) const {
  const Revision& r = revision(index);
  std::string text = "Rev: " + r.id;
  if (contains(graph_.heads(), index)) text += " (head)";
  text += tree_marks(index);
  text += (is_merge_point(index) ? "\nMerges: " : "\nParent: ") + parents(r) + "\n";
  if (!r.depends_on.empty()) text += "Also depends on: " + join(r.depends_on, ", ") + "\n";
  if (contains(graph_.branch_points(), index)) text += "Branches into: " + children(index) + "\n";
  const std::vector<std::string> names = graph_.branch_labels(index);
  if (!names.empty()) text += "Branch names: " + join(names, ", ") + "\n";
  text += "Path: " + root_ + r.path() + "\n\n";
  if (!doc(r).empty()) text += "    " + replace_all(doc(r), "\n", "\n    ");
  return text + "\n";
}

Json ids(const RevisionGraph& graph, const std::vector<std::size_t>& chosen) {
  Json list = Json::array();
  for (const std::size_t index : chosen) list.push_back(graph.revisions()[index].id);
  return list;
}

void append(Json& list, const Json& more) { list.insert(list.end(), more.begin(), more.end()); }

Json to_json(const Revision& revision, const std::vector<std::string>& labels) {
  return {{"revision", revision.id},           {"down_revisions", revision.down_revisions},
          {"depends_on", revision.depends_on}, {"branch_labels", labels},
          {"path", revision.path()},           {"message", revision.message}};
}

}  // namespace

std::string heads_text(const RevisionGraph& graph, Detail detail, const std::string& root) {
  const Printer printer(graph, root);
  std::string text;
  for (const std::size_t head : graph.heads()) {
    text += (detail == Detail::verbose ? printer.entry(head) : printer.head(head)) + "\n";
  }
  return text;
}

std::string history_text(const RevisionGraph& graph, Detail detail, const std::string& root) {
  const Printer printer(graph, root);
  std::string text;
  for (const std::size_t index : std::views::reverse(graph.upgrade_order())) {
    text += (detail == Detail::verbose ? printer.entry(index) : printer.line(index)) + "\n";
  }
  return text;
}

std::string show_text(const RevisionGraph& graph, std::size_t revision, const std::string& root) {
  return Printer(graph, root).entry(revision) + "\n";
}

std::string history_json(std::span<const RevisionGraph* const> graphs) {
  Json json;
  for (const char* name : {"heads", "bases", "branch_points", "merge_points", "revisions"}) {
    json[name] = Json::array();
  }
  for (const RevisionGraph* graph : graphs) {
    append(json["heads"], ids(*graph, graph->heads()));
    append(json["bases"], ids(*graph, graph->bases()));
    append(json["branch_points"], ids(*graph, graph->branch_points()));
    append(json["merge_points"], ids(*graph, graph->merge_points()));
    for (const std::size_t index : std::views::reverse(graph->upgrade_order())) {
      json["revisions"].push_back(to_json(graph->revisions()[index], graph->branch_labels(index)));
    }
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace migcheck
