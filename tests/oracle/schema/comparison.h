#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "postgres/snapshot.h"
#include "schema/difference.h"

namespace migcheck::schema_oracle {

// What came of comparing two schemas, object by object.
struct Comparison {
  std::size_t equal = 0, unknown = 0, wrong = 0;
  std::vector<std::string> lines;  // one for each way in which something is wrong
  std::vector<std::string> unknown_lines;

  std::size_t objects() const { return equal + unknown + wrong; }
  void add(const Comparison& other);
};

// Whether the order of columns counts. ALTER TABLE can only add them at the end.
enum class ColumnOrder { compared, ignored };

// Compares what the migrations made with what the model makes of them by the statements of a
// difference. What the model is not certain of, before or after it, and what it says that no
// statement can repair, is unknown and not wrong.
Comparison compare(const Snapshot& migrated, const Snapshot& modelled, const Difference& difference,
                   ColumnOrder order);

// Whether the model says of the object that it may be wrong about it. The key is that of a
// SchemaObject: `column public."Order".id`.
bool is_certain(const Schema& model, const SchemaObject& object);

}  // namespace migcheck::schema_oracle
