#pragma once

#include <cstddef>
#include <vector>

// Orders and cycles of a directed graph: `down[i]` are the nodes that must come before node i.
// Nothing here recurses, so that a chain may be as long as it likes.
namespace migcheck::topology {

using Edges = std::vector<std::vector<std::size_t>>;

// The strongly connected groups of two or more nodes, and the nodes that point at themselves; each
// group and the list of them in ascending order. (Tarjan's algorithm.)
std::vector<std::vector<std::size_t>> cycles(const Edges& down);

// Every node once, after those below it, smallest index first; nodes on a cycle, and those above
// one, come last.
std::vector<std::size_t> any_order(const Edges& down);

// The order in which Alembic upgrades an acyclic graph. It walks down from the heads, staying on
// one branch until it meets a node that another head needs too; where it is undefined (the order
// of several dependencies) the given one is taken.
// Source: RevisionMap._topological_sort of Alembic 1.13.
std::vector<std::size_t> alembic_order(const Edges& down);

}  // namespace migcheck::topology
