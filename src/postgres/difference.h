#pragma once

#include <string>
#include <vector>

#include "postgres/snapshot.h"

namespace migcheck {

// One way in which a schema is not what it should be.
struct SchemaDifference {
  enum class Kind {
    missing,       // the object is not there
    extra,         // it is there and should not be
    changed,       // a property of it has another value
    column_order,  // the columns of a table that both have stand in another order
  };

  Kind kind = Kind::changed;
  std::string object;    // "column public.users.name"
  std::string property;  // with `changed`; "default"
  std::string expected, actual;

  bool operator==(const SchemaDifference&) const = default;
};

// What `actual` has otherwise than `expected`, ordered by object. Of an object that is missing or
// extra its parts (a table's columns, indexes, constraints, …) are not listed.
std::vector<SchemaDifference> differences(const Snapshot& expected, const Snapshot& actual);

// As a line for people: "enum type public.mood is left behind", "index public.ix_a is missing",
// "column public.t.c: default was now(), is not set".
std::string to_line(const SchemaDifference& difference);

}  // namespace migcheck
