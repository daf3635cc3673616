#pragma once

#include <string>
#include <vector>

#include "roundtrip/rows/shapes.h"

namespace migcheck {

// A value that a column may get, as an SQL expression of the column's type (of its base type, where
// that is a domain): "'7001'::integer".
struct CandidateValue {
  // Of every kind but plain a type has about one: at the ends of its range, empty.
  enum class Kind { plain, null, most, least };

  std::string sql;
  Kind kind = Kind::plain;
  int number = 0;  // among the plain ones of its column
};

// What the values of a column are chosen for.
struct CandidateWishes {
  bool distinct = false;  // part of a unique index: numbers that a migration's own rows hardly have
  bool extremes = false;  // also `most` and `least`
  int apart = 0;          // moves the numbers of other values: columns of a row are not to be equal
};

// The values of a type that are good for any column of it, without NULL; none where the type is not
// known. A pure function: the same type has always the same values.
std::vector<CandidateValue> type_candidates(const Shapes& shapes, const Oid& type, int modifier,
                                            CandidateWishes wishes);

// Values that a condition suggests for a column that stands in it: its constants, the numbers next
// to them, texts of a length that it names or that match its patterns. Some may be wrong for it.
std::vector<std::string> suggested_values(const Shapes& shapes, const ColumnShape& column,
                                          const std::string& condition);

// Those of the texts that a column should have which are not too long for it; none where it is not
// of a text type.
std::vector<std::string> hinted_values(const Shapes& shapes, const ColumnShape& column);

}  // namespace migcheck
