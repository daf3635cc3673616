#include "dialect/merge_heads.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>

#include "core/error.h"
#include "core/hash.h"
#include "core/text.h"

namespace migcheck {

namespace {

using Indices = std::vector<std::size_t>;

const Revision& revision_of(const RevisionGraph& graph, std::size_t index) {
  return graph.revisions()[index];
}

std::vector<std::string> ids_of(const RevisionGraph& graph, std::span<const std::size_t> indices) {
  std::vector<std::string> ids;
  for (const std::size_t index : indices) ids.push_back(revision_of(graph, index).id);
  return ids;
}

// "a and b", "a, b and c".
std::string enumerate(const std::vector<std::string>& names) {
  const std::span all(names);
  return join(all.first(all.size() - 1), ", ") + " and " + names.back();
}

// Ids are written into Python source.
bool is_plain(const std::string& id) {
  return std::none_of(id.begin(), id.end(), [](char c) {
    return c == '\'' || c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
  });
}

// Twelve hexadecimal digits, as Alembic's own ids, that no revision of the history begins with.
std::string merge_id(const RevisionGraph& graph, std::vector<std::string> heads) {
  std::sort(heads.begin(), heads.end());
  const std::string name = join(heads, "\n");
  for (std::size_t attempt = 0;; ++attempt) {
    const std::uint64_t value = hash_of(name + std::string(attempt, '\n'));
    const std::string id = fmt::format("{:012x}", value & 0xffffffffffffu);
    const auto revisions = graph.revisions();
    const bool taken = std::any_of(revisions.begin(), revisions.end(), [&](const Revision& other) {
      return other.id.starts_with(id) || (!other.id.empty() && id.starts_with(other.id));
    });
    if (!taken || attempt > revisions.size()) return id;
  }
}

// The revisions of a head's branch that the base does not have, the head included.
std::set<std::size_t> new_revisions(const RevisionGraph& graph, std::size_t head,
                                    const std::set<std::string>& on_base) {
  std::set<std::size_t> found;
  Indices todo = {head};
  while (!todo.empty()) {
    const std::size_t index = todo.back();
    todo.pop_back();
    if (on_base.contains(revision_of(graph, index).id) || !found.insert(index).second) continue;
    const Indices& parents = graph.parents(index);
    todo.insert(todo.end(), parents.begin(), parents.end());
  }
  return found;
}

bool contains(const Indices& list, std::size_t index) {
  return std::find(list.begin(), list.end(), index) != list.end();
}

// Plans the rebase of one branch after the other; keeps what it has found out in between.
class Rebaser {
 public:
  Rebaser(const RevisionGraph& graph, const std::set<std::string>& on_base)
      : graph_(graph), on_base_(on_base) {}

  Rebase plan(std::span<const std::size_t> heads);

 private:
  // What stands in the way of putting `head`'s branch behind `onto`; empty after it has been added.
  std::string add(std::size_t head, std::size_t onto);

  void keep_below(std::size_t head) {
    const Indices before = graph_.ancestors(head);
    must_stay_.insert(before.begin(), before.end());
    must_stay_.insert(head);
  }

  // The one revision of a branch that has to change; npos with the reason in `why`.
  std::size_t first_of(const std::set<std::size_t>& branch, std::string& why) const;

  const RevisionGraph& graph_;
  const std::set<std::string>& on_base_;
  std::size_t base_head_ = RevisionGraph::npos;
  std::set<std::size_t> must_stay_;  // the base's head, the branches so far, all that is below
  Rebase rebase_;
};

Rebase Rebaser::plan(std::span<const std::size_t> heads) {
  Indices ours, theirs;
  for (const std::size_t head : heads) {
    (on_base_.contains(revision_of(graph_, head).id) ? theirs : ours).push_back(head);
  }
  if (ours.empty()) return {{}, "all of the heads are on the base already"};
  if (theirs.empty()) return {{}, "none of the heads is on the base"};
  if (theirs.size() > 1) {
    return {{}, "the base has several heads itself: " + enumerate(ids_of(graph_, theirs))};
  }
  std::size_t onto = base_head_ = theirs.front();
  keep_below(base_head_);
  for (const std::size_t head : ours) {
    const std::string why = add(head, onto);
    if (!why.empty()) return {{}, why};
    onto = head;
  }
  return rebase_;
}

std::size_t Rebaser::first_of(const std::set<std::size_t>& branch, std::string& why) const {
  std::size_t first = RevisionGraph::npos;
  for (const std::size_t index : branch) {
    const Indices& parents = graph_.parents(index);
    const bool inside = !parents.empty() && std::all_of(parents.begin(), parents.end(),
                                                        [&](auto p) { return branch.contains(p); });
    if (inside) continue;
    if (first != RevisionGraph::npos) {
      why = fmt::format("{} and {} both begin the branch", revision_of(graph_, first).id,
                        revision_of(graph_, index).id);
      return RevisionGraph::npos;
    }
    first = index;
  }
  if (first == RevisionGraph::npos) why = "the branch has no first revision";
  return first;
}

std::string Rebaser::add(std::size_t head, std::size_t onto) {
  const std::set<std::size_t> branch = new_revisions(graph_, head, on_base_);
  std::string why;
  const std::size_t first = first_of(branch, why);
  if (first == RevisionGraph::npos) return why;
  const Revision& revision = revision_of(graph_, first);
  if (revision.down_revisions.size() > 1) return revision.id + " is a merge";
  if (graph_.parents(first).size() != revision.down_revisions.size()) {
    return revision.id + " follows a revision that is not there";
  }
  for (const std::size_t index : branch) {
    if (must_stay_.contains(index)) return "the heads share revisions that are not on the base";
  }
  const Indices base = graph_.ancestors(base_head_);
  for (const std::size_t parent : graph_.parents(first)) {
    if (parent != base_head_ && !contains(base, parent)) {
      return fmt::format("{} follows {}, which is not below the base's head {}", revision.id,
                         revision_of(graph_, parent).id, revision_of(graph_, base_head_).id);
    }
  }
  const std::string& target = revision_of(graph_, onto).id;
  const std::optional<std::string> text = with_down_revision(revision, target);
  if (!text) return "the down_revision of " + revision.id + " is not a plain string";
  keep_below(head);
  rebase_.steps.push_back({first, target, *text});
  return "";
}

// The quoted `id` in a Python expression, with its quotes; npos when it is not there exactly once.
std::size_t find_quoted(std::string_view text, const std::string& id) {
  std::size_t found = std::string_view::npos;
  for (const char* quote : {"'", "\""}) {
    const std::string quoted = quote + id + quote;
    for (std::size_t at = text.find(quoted); at != std::string_view::npos;
         at = text.find(quoted, at + 1)) {
      if (found != std::string_view::npos) return std::string_view::npos;
      found = at;
    }
  }
  return found;
}

// The quotes that the file itself uses for its ids.
char quote_of(const Revision& revision) {
  const std::string_view text =
      std::string_view(revision.file->text)
          .substr(revision.id_span.begin, revision.id_span.end - revision.id_span.begin);
  return text.find('"') != std::string_view::npos ? '"' : '\'';
}

struct Replacement {
  std::size_t begin = 0, end = 0;
  std::string text;
};

// What to replace in the assignment of down_revision.
std::optional<Replacement> in_assignment(const Revision& revision, const std::string& id) {
  const std::string_view text = revision.file->text;
  const Span span = revision.down_revision_span;
  if (span == revision.id_span || span.end > text.size() || span.begin > span.end) return {};
  const std::string_view assignment = text.substr(span.begin, span.end - span.begin);
  const std::size_t equals = assignment.find('=');
  if (equals == std::string_view::npos) return {};
  const std::string_view value = trim(assignment.substr(equals + 1));
  const auto begin = static_cast<std::size_t>(value.data() - text.data());
  if (revision.down_revisions.empty()) {
    if (value != "None") return {};
    const char quote = quote_of(revision);
    return Replacement{begin, begin + value.size(), quote + id + quote};
  }
  const std::string& old = revision.down_revisions.front();
  const std::size_t at = find_quoted(value, old);
  if (at == std::string_view::npos) return {};
  return Replacement{begin + at + 1, begin + at + 1 + old.size(), id};
}

// What to replace in the "Revises:" line above the assignments, if it says what they say.
std::optional<Replacement> in_docstring(const Revision& revision, const std::string& id) {
  const std::string_view text = revision.file->text;
  const std::string old = join(revision.down_revisions, ", ");
  const std::size_t end = std::min(revision.id_span.begin, revision.down_revision_span.begin);
  std::size_t line_begin = 0;
  for (const std::string_view line : split(text.substr(0, end), '\n')) {
    const std::string_view start = trim(line);
    if (start.starts_with("Revises:") && trim(start.substr(8)) == old) {
      const std::size_t key = line_begin + line.find("Revises:") + 8;
      const std::size_t line_end = line_begin + line.size() - (line.ends_with('\r') ? 1 : 0);
      return Replacement{key, line_end, " " + id};
    }
    line_begin += line.size() + 1;
  }
  return {};
}

}  // namespace

std::vector<Indices> heads_to_merge(const RevisionGraph& graph) {
  std::map<std::set<std::string>, std::size_t> group_of;
  std::vector<Indices> groups;
  for (const std::size_t head : graph.heads()) {
    const std::vector<std::string> labels = graph.branch_labels(head);
    const auto [group, is_new] =
        group_of.try_emplace({labels.begin(), labels.end()}, groups.size());
    if (is_new) groups.emplace_back();
    groups[group->second].push_back(head);
  }
  std::erase_if(groups, [](const Indices& group) { return group.size() < 2; });
  return groups;
}

MergeRevision plan_merge(const RevisionGraph& graph, std::span<const std::size_t> heads,
                         const MergeSettings& settings) {
  const std::vector<std::string> ids = ids_of(graph, heads);
  for (const std::string& id : ids) {
    if (is_plain(id)) continue;
    throw Error("revision " + id + " has quotes, backslashes or control characters in its id",
                "give it an id of letters, digits and underscores");
  }
  alembic::ScriptFields fields;
  fields.message = "merge heads " + enumerate(ids);
  fields.revision = merge_id(graph, ids);
  fields.down_revisions = ids;
  fields.date = settings.date;

  MergeRevision merge;
  merge.id = fields.revision;
  merge.message = fields.message;
  merge.path = (settings.folder.empty() ? "" : settings.folder + "/") +
               alembic::file_name(settings.naming, fields);
  if (settings.script_template) {
    alembic::Rendering own = alembic::render_template(*settings.script_template, fields);
    merge.text = std::move(own.text);
    merge.unsupported = std::move(own.unsupported);
  }
  if (!settings.script_template || !merge.unsupported.empty()) {
    merge.text = alembic::render_template(alembic::default_template(), fields).text;
  }
  return merge;
}

Rebase plan_rebase(const RevisionGraph& graph, std::span<const std::size_t> heads,
                   const std::set<std::string>& on_base) {
  return Rebaser(graph, on_base).plan(heads);
}

std::optional<std::string> with_down_revision(const Revision& revision, const std::string& id) {
  if (revision.down_revisions.size() > 1 || !is_plain(id)) return std::nullopt;
  const auto assignment = in_assignment(revision, id);
  if (!assignment) return std::nullopt;
  std::string text = revision.file->text;
  text.replace(assignment->begin, assignment->end - assignment->begin, assignment->text);
  if (const auto line = in_docstring(revision, id)) {
    text.replace(line->begin, line->end - line->begin, line->text);
  }
  return text;
}

}  // namespace migcheck
