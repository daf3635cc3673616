#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/revision.h"

namespace migcheck {

// How the revisions of one history follow each other. Revisions are named by their index in the
// span that the graph was made from, which must outlive it. Broken histories are allowed: what is
// wrong with them can be asked for.
// Source: Alembic's documentation, "Working with Branches".
class RevisionGraph {
 public:
  struct Missing {
    std::size_t revision;  // the one that names it
    std::string id;        // the one that is not there
    bool is_dependency;    // named by depends_on, not by down_revision
  };

  explicit RevisionGraph(std::span<const Revision> revisions);

  std::span<const Revision> revisions() const { return revisions_; }

  // Revisions that no other one names as its down_revision, in the order in which Alembic prints
  // them: that of the revisions, like the following three. (depends_on does not take a head away.)
  const std::vector<std::size_t>& heads() const { return heads_; }
  const std::vector<std::size_t>& bases() const { return bases_; }
  const std::vector<std::size_t>& branch_points() const { return branch_points_; }
  const std::vector<std::size_t>& merge_points() const { return merge_points_; }

  // Every revision once, parents and dependencies before children: the reverse of what `alembic
  // history` prints. Revisions on a cycle come last, with what follows them.
  const std::vector<std::size_t>& upgrade_order() const { return upgrade_order_; }

  const std::vector<Missing>& missing() const { return missing_; }

  // Groups of two or more revisions that have the same id.
  const std::vector<std::vector<std::size_t>>& duplicates() const { return duplicates_; }

  // Groups of revisions that form a cycle through down_revision or depends_on.
  const std::vector<std::vector<std::size_t>>& cycles() const { return cycles_; }

  // Parents by down_revision only; children likewise. Missing ones are left out.
  const std::vector<std::size_t>& parents(std::size_t revision) const { return parents_[revision]; }
  const std::vector<std::size_t>& children(std::size_t revision) const {
    return children_[revision];
  }

  // What depends_on names.
  const std::vector<std::size_t>& dependencies(std::size_t revision) const {
    return dependencies_[revision];
  }

  // Index of the revision with exactly this id, or npos.
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::size_t find(std::string_view id) const;

  // Index of the revision that carries this branch label itself, or npos.
  std::size_t find_label(std::string_view label) const;

  // What depends on it by depends_on.
  const std::vector<std::size_t>& dependents(std::size_t revision) const {
    return dependents_[revision];
  }

  // Which edges a walk follows: down_revision only, or depends_on too.
  enum class Edges { down_revision, all };

  // All revisions that are reached from this one (not itself) towards the bases, and towards the
  // heads. With all edges, the ancestors are what must run before it.
  std::vector<std::size_t> ancestors(std::size_t revision, Edges edges = Edges::all) const;
  std::vector<std::size_t> descendants(std::size_t revision, Edges edges = Edges::all) const;

  // The labels that hold for a revision, sorted: its own, those of its ancestors, and those of its
  // descendants as long as the branch neither forks nor merges, as Alembic shows them.
  std::vector<std::string> branch_labels(std::size_t revision) const;

 private:
  void index();
  void connect();
  void classify();
  void normalize_dependencies();
  void order();
  bool inherits_dependency(std::size_t revision, std::size_t dependency) const;
  bool is_stop_for_labels(std::size_t revision) const;

  std::span<const Revision> revisions_;
  std::unordered_map<std::string, std::size_t> by_id_;     // of duplicates, the last
  std::unordered_map<std::string, std::size_t> by_label_;  // depends_on may name a branch
  std::vector<std::vector<std::size_t>> parents_, dependencies_, children_;
  std::vector<std::vector<std::size_t>> dependents_;  // by depends_on only
  std::vector<std::vector<std::size_t>> down_;        // the edges that the order goes along
  std::vector<std::size_t> heads_, bases_, branch_points_, merge_points_, upgrade_order_;
  std::vector<Missing> missing_;
  std::vector<std::vector<std::size_t>> duplicates_, cycles_;
};

}  // namespace migcheck
