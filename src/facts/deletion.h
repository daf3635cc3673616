#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// What dropping something locks: PostgreSQL takes ACCESS EXCLUSIVE on every relation that goes, on
// the tables of every constraint that goes (both ends of a foreign key), on the table of a default
// that goes, and on the parent and the default partition of a partition.
// Source: PostgreSQL's src/backend/catalog/dependency.c (performDeletion), heap.c
// (heap_drop_with_catalog), pg_constraint.c (RemoveConstraintById), pg_attrdef.c.
class Deletion {
 public:
  Deletion(const Schema& schema, bool cascade, int pg_version)
      : schema_(schema), cascade_(cascade), pg_version_(pg_version) {}

  void relation(const std::string& name);  // a table, view, sequence, …
  void column(const std::string& table, const std::string& name);
  void constraint(const std::string& table, const SchemaConstraint& constraint);
  void index(const std::string& name);
  void type(const std::string& name);

  // Without repetition, in the order in which they were found.
  const std::vector<std::string>& locked() const { return locked_; }

 private:
  void lock(const std::string& relation);
  void both_ends(const std::string& table, const SchemaConstraint& foreign_key);
  void references_to(const std::string& table, const SchemaConstraint& key);
  void foreign_keys_to(const Relation& relation);
  void dependents_of_table(const Relation& relation);
  void views_on(const std::string& relation, const std::string& column);
  void defaults_of(const std::string& sequence);
  void partition_of(const Relation& relation);

  const Schema& schema_;
  bool cascade_;
  int pg_version_;
  std::vector<std::string> locked_;
  std::vector<std::string> gone_;  // relations, and columns by "table|column"
};

// The sequences that belong to a table, or to one column of it.
std::vector<std::string> owned_sequences(const Schema& schema, const std::string& table,
                                         const std::string& column = {});

// Whether the index contains the column: as a key, included, in an expression or its condition.
bool contains_column(const SchemaIndex& index, const std::string& column);

// The same without plain keys and included columns: in an expression, or its condition.
bool computes_with(const SchemaIndex& index, const std::string& column);

}  // namespace migcheck
