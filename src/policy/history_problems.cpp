#include "policy/history_problems.h"

#include <algorithm>

#include "core/did_you_mean.h"
#include "dialect/merge_heads.h"
#include "facts/history_facts.h"
#include "policy/judge.h"

namespace migcheck {

namespace {

class HistoryJudge {
 public:
  HistoryJudge(const CheckInput& input, const PolicyRules& rules) : input_(input), rules_(rules) {}

  void several_heads();
  void missing_parents();
  void duplicates();
  void cycles();
  void shipped_changes();
  void inserted();
  void second_bases();
  void long_ids();
  void unreadable();

  std::vector<Finding> take() { return std::move(findings_); }

 private:
  const Revision& revision(std::size_t index) const { return input_.history.revisions[index]; }

  void add(HistoryFacts facts, const Place& place) {
    facts.dialect = input_.history.dialect;
    const FactTable<HistoryFacts> source(history_table(), facts);
    for (Finding& finding :
         judge(rules_, Subject::history, facts.problem, source, place).findings) {
      findings_.push_back(std::move(finding));
    }
  }

  // The last selected one in upgrade order, else the last one: what was added last.
  std::size_t newest(const std::vector<std::size_t>& revisions) const;
  std::size_t heads_before(std::size_t head) const;
  SourceFilePtr file_at(const FileChange& change) const;
  bool makes_room(const ShippedChange& shipped) const;

  const CheckInput& input_;
  const PolicyRules& rules_;
  std::vector<Finding> findings_;
};

std::size_t HistoryJudge::newest(const std::vector<std::size_t>& revisions) const {
  std::size_t found = revisions.back();
  for (const std::size_t index : input_.graph.upgrade_order()) {
    const bool listed = std::find(revisions.begin(), revisions.end(), index) != revisions.end();
    if (listed && input_.selected[index]) found = index;
  }
  return found;
}

// How many heads with the same labels as this one there were without what is selected.
std::size_t HistoryJudge::heads_before(std::size_t head) const {
  const auto is_old = [&](std::size_t revision) { return !input_.selected[revision]; };
  const std::vector<std::string> labels = input_.graph.branch_labels(head);
  std::size_t count = 0;
  for (std::size_t index = 0; index < input_.selected.size(); ++index) {
    const std::vector<std::size_t>& children = input_.graph.children(index);
    const bool was_head = is_old(index) && std::none_of(children.begin(), children.end(), is_old);
    if (was_head && input_.graph.branch_labels(index) == labels) ++count;
  }
  return count;
}

// In a history that Alembic cannot load the heads mean nothing: what breaks it is reported instead.
void HistoryJudge::several_heads() {
  if (!input_.graph.missing().empty() || !input_.graph.duplicates().empty()) return;
  for (const std::vector<std::size_t>& heads : heads_to_merge(input_.graph)) {
    // A change does not answer for the heads that were there before it.
    if (heads.size() <= heads_before(heads.front())) continue;
    const Revision& at = revision(newest(heads));
    HistoryFacts facts;
    facts.problem = "several_heads";
    facts.revision = at.id;
    facts.path = at.path();
    for (const std::size_t head : heads) facts.revisions.push_back(revision(head).id);
    add(facts, {at.file, at.down_revision_span, at.id, {}, {}, {}});
  }
}

void HistoryJudge::missing_parents() {
  std::vector<std::string> ids;
  for (const Revision& known : input_.history.revisions) ids.push_back(known.id);
  for (const RevisionGraph::Missing& missing : input_.graph.missing()) {
    const Revision& at = revision(missing.revision);
    HistoryFacts facts;
    facts.problem = "missing_parent";
    facts.revision = at.id;
    facts.path = at.path();
    facts.missing = missing.id;
    facts.dependency = missing.is_dependency;
    std::vector<std::string> others = ids;
    std::erase(others, at.id);
    const std::optional<std::string> meant = did_you_mean(missing.id, others);
    facts.hint = meant ? "did you mean '" + *meant + "'?"
                       : "name a revision of this history, or add the file that is missing";
    facts.meant = meant.value_or("");
    add(facts, {at.file, at.down_revision_span, at.id, {}, {}, {}});
  }
}

void HistoryJudge::duplicates() {
  for (const std::vector<std::size_t>& group : input_.graph.duplicates()) {
    const Revision& at = revision(newest(group));
    HistoryFacts facts;
    facts.problem = "duplicate_id";
    facts.revision = at.id;
    facts.path = at.path();
    for (const std::size_t index : group) facts.revisions.push_back(revision(index).path());
    add(facts, {at.file, at.id_span, at.id, {}, {}, {}});
  }
}

void HistoryJudge::cycles() {
  for (const std::vector<std::size_t>& group : input_.graph.cycles()) {
    const Revision& at = revision(newest(group));
    HistoryFacts facts;
    facts.problem = "cycle";
    facts.revision = at.id;
    facts.path = at.path();
    for (const std::size_t index : group) facts.revisions.push_back(revision(index).id);
    add(facts, {at.file, at.down_revision_span, at.id, {}, {}, {}});
  }
}

// The file as it is now, or as it was where it is gone.
SourceFilePtr HistoryJudge::file_at(const FileChange& change) const {
  for (const Revision& known : input_.history.revisions) {
    if (known.path() == change.path) return known.file;
  }
  for (const SourceFilePtr& deleted : input_.deleted_files) {
    if (deleted->path == change.path || deleted->path == change.old_path) return deleted;
  }
  return nullptr;
}

// Whether the revision has only got another parent, which is new: that one is reported.
bool HistoryJudge::makes_room(const ShippedChange& shipped) const {
  if (shipped.same_statements != Ternary::yes || shipped.same_parents != Ternary::no) return false;
  for (std::size_t index = 0; index < input_.added.size(); ++index) {
    if (revision(index).path() != shipped.file.path) continue;
    const std::vector<std::size_t>& parents = input_.graph.parents(index);
    return std::any_of(parents.begin(), parents.end(),
                       [&](std::size_t parent) { return input_.added[parent]; });
  }
  return false;
}

void HistoryJudge::shipped_changes() {
  for (const ShippedChange& shipped : input_.shipped_changes) {
    const FileChange& change = shipped.file;
    const SourceFilePtr file = file_at(change);
    if (change.kind == FileChange::Kind::added || file == nullptr) continue;
    if (makes_room(shipped)) continue;
    HistoryFacts facts;
    facts.problem = "shipped_change";
    facts.path = change.path;
    facts.old_path = change.old_path;
    facts.same_statements = shipped.same_statements;
    facts.same_parents = shipped.same_parents;
    facts.change = change.kind == FileChange::Kind::deleted   ? "deleted"
                   : change.kind == FileChange::Kind::renamed ? "renamed"
                                                              : "modified";
    Place place{file, {}, {}, {}, {}, {}};
    for (const Revision& known : input_.history.revisions) {
      if (known.file != file) continue;
      place.span = known.id_span;
      place.revision = facts.revision = known.id;
    }
    add(facts, place);
  }
}

// New revisions that a shipped one follows: a database that has run that one never comes back.
void HistoryJudge::inserted() {
  for (std::size_t index = 0; index < input_.added.size(); ++index) {
    if (!input_.added[index]) continue;
    HistoryFacts facts;
    for (const std::size_t child : input_.graph.children(index)) {
      if (!input_.added[child]) facts.revisions.push_back(revision(child).id);
    }
    const Revision& at = revision(index);
    if (facts.revisions.empty() || at.repeatable) continue;
    facts.problem = "inserted";
    facts.revision = at.id;
    facts.path = at.path();
    add(facts, {at.file, at.down_revision_span, at.id, {}, {}, {}});
  }
}

// A base with a label is a branch of its own, on purpose.
void HistoryJudge::second_bases() {
  std::vector<std::size_t> bases;
  for (const std::size_t index : input_.graph.upgrade_order()) {
    const bool is_base = revision(index).down_revisions.empty();
    if (is_base && input_.graph.branch_labels(index).empty()) bases.push_back(index);
  }
  for (std::size_t i = 1; i < bases.size(); ++i) {
    const Revision& at = revision(bases[i]);
    if (!input_.selected[bases[i]] || !at.depends_on.empty() || at.repeatable) continue;
    HistoryFacts facts;
    facts.problem = "second_base";
    facts.revision = at.id;
    facts.path = at.path();
    facts.revisions = {revision(bases[0]).id};
    add(facts, {at.file, at.down_revision_span, at.id, {}, {}, {}});
  }
}

// Source: Alembic's documentation, "Commands"; alembic_version.version_num is VARCHAR(32).
void HistoryJudge::long_ids() {
  constexpr std::size_t longest = 32;
  for (std::size_t index = 0; index < input_.selected.size(); ++index) {
    const Revision& at = revision(index);
    if (!input_.selected[index] || at.id.size() <= longest) continue;
    HistoryFacts facts;
    facts.problem = "id_too_long";
    facts.revision = at.id;
    facts.path = at.path();
    facts.detail = std::to_string(at.id.size());
    add(facts, {at.file, at.id_span, at.id, {}, {}, {}});
  }
}

void HistoryJudge::unreadable() {
  for (const LoadProblem& problem : input_.history.problems) {
    HistoryFacts facts;
    facts.problem = "unreadable";
    facts.path = problem.file->path;
    facts.detail = problem.message;
    facts.hint = problem.hint;
    add(facts, {problem.file, problem.span, {}, {}, {}, {}});
  }
}

}  // namespace

std::vector<Finding> history_findings(const CheckInput& input, const PolicyRules& rules) {
  HistoryJudge history(input, rules);
  history.several_heads();
  history.missing_parents();
  history.duplicates();
  history.cycles();
  history.shipped_changes();
  history.inserted();
  history.second_bases();
  history.long_ids();
  history.unreadable();
  return history.take();
}

}  // namespace migcheck
