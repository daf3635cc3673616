#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// What CASCADE drops besides what the statement names, and what only that belongs to.
struct Dependent {
  enum class Kind { view, materialized_view, table, column, column_default, foreign_key, domain };

  Kind kind = Kind::view;
  std::string object;     // schema-qualified; of a part of a table the table
  std::string part = {};  // the column or constraint
  bool certain = true;    // it does depend on what goes; false: a view that cannot be followed
  std::string definition = {};  // of a view: the statement that makes it again

  bool operator==(const Dependent&) const = default;
};

// "view public.totals", "column mood of public.people".
std::string to_string(const Dependent& dependent);

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
  void schema(const std::string& name);  // with everything in it

  // Without repetition, in the order in which they were found.
  const std::vector<std::string>& locked() const { return locked_; }

  // The same of what goes with it. `named` is all that the statement drops.
  std::vector<Dependent> dependents(const std::vector<std::string>& named) const;

 private:
  void lock(const std::string& relation);
  void both_ends(const std::string& table, const SchemaConstraint& foreign_key);
  void references_to(const std::string& table, const SchemaConstraint& key);
  void foreign_keys_to(const Relation& relation);
  void dependents_of_table(const Relation& relation);
  void views_on(const std::string& relation, const std::string& column);
  void take(Dependent dependent);
  void defaults_of(const std::string& sequence);
  void partition_of(const Relation& relation);

  const Schema& schema_;
  bool cascade_;
  int pg_version_;
  std::vector<std::string> locked_;
  std::vector<std::string> gone_;  // relations, and columns by "table|column"
  std::vector<Dependent> taken_;
};

// Whether the view reads the column of the table; unknown where its query cannot be followed.
Ternary view_reads(const Schema& schema, const Relation& view, const std::string& table,
                   const std::string& column);

// The sequences that belong to a table, or to one column of it.
std::vector<std::string> owned_sequences(const Schema& schema, const std::string& table,
                                         const std::string& column = {});

// Whether the index contains the column: as a key, included, in an expression or its condition.
bool contains_column(const SchemaIndex& index, const std::string& column);

// The same without plain keys and included columns: in an expression, or its condition.
bool computes_with(const SchemaIndex& index, const std::string& column);

}  // namespace migcheck
