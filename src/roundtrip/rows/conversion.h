#pragma once

#include "roundtrip/rows/pairing.h"

namespace migcheck {

// What becomes of the values of a column, above all where the upgrade changes its type in place:
// ALTER … TYPE … USING.

// Whether the type was changed, and the values can still be told apart: different ones became
// different ones, and none of them NULL. `column` is one of `before`.
bool converts_one_to_one(const RowImage::Table& before, const Pairing& upgraded,
                         std::size_t column);

// Whether what the downgrade makes of a value that was so converted is its own fault. Not where it
// keeps what it finds and that has less in it: 1.5 → 2 → 2. Also where the column is gone. Both
// pairings have the row.
bool is_converted_back_wrong(const RowImage::Table& before, const Pairing& upgraded,
                             const Pairing& downgraded, std::size_t row, std::size_t column);

// Whether the upgrade made the value of another row the same as this one, so that the downgrade
// cannot tell them apart, and gives both what the other one had: NULL → '' → NULL, and '' → NULL.
bool was_made_alike(const RowImage::Table& before, const Pairing& upgraded,
                    const Pairing& downgraded, std::size_t row, std::size_t column);

}  // namespace migcheck
