#pragma once

#include <string>
#include <vector>

#include "schema/schema.h"

namespace migcheck {

// The names of what is not the same in two states of a store, and so is in one of them or in both.
struct ChangedNames {
  std::vector<std::string> relations, indexes, types, functions, objects;

  bool empty() const {
    return relations.empty() && indexes.empty() && types.empty() && functions.empty() &&
           objects.empty();
  }
};

// What has to happen to a database with schema `from` for it to have schema `to`. Both are kept,
// which costs what they do not share.
struct Difference {
  Schema from, to;

  // What keeps its identity under another name is renamed first; then there is this schema, and
  // what changes of it.
  std::vector<std::string> renames;
  Schema renamed;
  ChangedNames changed;

  // What no statement can repair, or what is not known well enough, a sentence each: "public.t: the
  // columns will stand in another order".
  std::vector<std::string> notes;
};

Difference difference(const Schema& from, const Schema& to);

// Whether all materialized views that the view reads, itself or through others, have rows to be
// read. Source: PostgreSQL documentation, CREATE MATERIALIZED VIEW.
bool can_be_populated(const Schema& schema, const Relation& view);

// The way back.
Difference inverse(Difference difference);

// Whether a table that is in both is partitioned by a column of the type, which cannot change then.
// Source: PostgreSQL documentation, ALTER TABLE, SET DATA TYPE.
bool is_partition_key_type(const Schema& from, const Schema& to, const std::string& type);

// The statements, without semicolons, in an order that PostgreSQL accepts; none where nothing
// changed. Of an empty schema `from` it is everything that makes `to`. Tables are changed by ALTER,
// never made anew; what `to` calls otherwise is renamed where both schemas have seen it being made.
std::vector<std::string> statements(const Difference& difference);

}  // namespace migcheck
