#include "roundtrip/locking.h"

#include <algorithm>
#include <variant>

#include "sql/parse.h"

namespace migcheck {

namespace {

bool is_relation(sql::ObjectKind kind) {
  switch (kind) {
    case sql::ObjectKind::table:
    case sql::ObjectKind::view:
    case sql::ObjectKind::materialized_view:
    case sql::ObjectKind::index:
    case sql::ObjectKind::sequence:
      return true;
    default:
      return false;
  }
}

// One for each operation that is known.
struct Known {
  template <typename Operation>
  bool operator()(const Operation&) const {
    return false;
  }

  bool operator()(const sql::CreateTable&) const { return true; }
  bool operator()(const sql::AlterTable&) const { return true; }
  bool operator()(const sql::CreateIndex&) const { return true; }
  bool operator()(const sql::CreateSequence&) const { return true; }
  bool operator()(const sql::CreateView&) const { return true; }
  bool operator()(const sql::CreateType&) const { return true; }
  bool operator()(const sql::AlterEnum& alter) const { return alter.renamed.empty(); }
  bool operator()(const sql::CreateDomain&) const { return true; }
  bool operator()(const sql::CreateTrigger&) const { return true; }
  bool operator()(const sql::Insert&) const { return true; }
  bool operator()(const sql::Update&) const { return true; }
  bool operator()(const sql::Delete&) const { return true; }

  // A part of a table, such as a constraint, is commented on under a lock for reading.
  bool operator()(const sql::Comment& comment) const {
    return is_relation(comment.kind) || comment.kind == sql::ObjectKind::column;
  }

  bool operator()(const sql::Drop& drop) const {
    return is_relation(drop.kind) || drop.kind == sql::ObjectKind::type;
  }
};

bool is_known(const Statement& statement) {
  if (statement.is_opaque()) return true;  // it is not run
  const std::vector<sql::ParsedStatement> parsed =
      statement.parsed ? *statement.parsed : sql::parse(statement.sql);
  return std::all_of(parsed.begin(), parsed.end(), [](const sql::ParsedStatement& one) {
    return !one.error && std::visit(Known(), one.operation);
  });
}

}  // namespace

bool locks_what_it_changes(const Script& script) {
  return std::all_of(script.statements.begin(), script.statements.end(), is_known);
}

}  // namespace migcheck
