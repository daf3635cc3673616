#pragma once

#include <optional>
#include <vector>

#include "roundtrip/rows/image.h"

namespace migcheck {

// How the rows and columns of a table are found again at a later time. The table may be gone.
struct Pairing {
  const RowImage::Table* table = nullptr;
  std::vector<std::optional<std::size_t>> columns;  // for each column of before
  std::vector<std::optional<std::size_t>> rows;     // for each row of before

  // Whether a value of `before` is there as it was.
  bool has_same(const RowImage::Table& before, std::size_t row, std::size_t column) const;
  RowImage::Value value(std::size_t row, std::size_t column) const;
};

// Finds a table again: by its oid, then by its name, and its columns likewise; after the downgrade
// (`upgraded` is not null) by the name first. Rows are found by their primary key, then by all
// their other values. Without a key, or where it was changed (a column dropped, made anew or
// converted, other columns), also by all values, by the columns that are left of the key, by those
// that the upgrade left in place (`upgraded`, or null), by at least half of them and, of a changed
// key, by their order where there are as many rows as before.
Pairing pair_rows(const RowImage::Table& before, const RowImage& later,
                  const Pairing* upgraded = nullptr);

// The rows of the later table that none of before is paired with.
std::vector<std::size_t> unpaired_rows(const Pairing& pairing);

}  // namespace migcheck
