#include "roundtrip/rows/conversion.h"

#include <map>

#include "roundtrip/rows/same_value.h"

namespace migcheck {

namespace {

bool has_other_type(const RowImage::Table& before, const Pairing& later, std::size_t column) {
  if (later.table == nullptr || !later.columns[column] || later.table->oid != before.oid) {
    return false;
  }
  const RowImage::Column& was = before.columns[column];
  const RowImage::Column& is = later.table->columns[*later.columns[column]];
  return was.number == is.number && (was.type != is.type || was.modifier != is.modifier);
}

}  // namespace

bool converts_one_to_one(const RowImage::Table& before, const Pairing& upgraded,
                         std::size_t column) {
  if (!has_other_type(before, upgraded, column)) return false;
  std::map<std::string, std::string> there, back;
  for (std::size_t row = 0; row < before.rows.size(); ++row) {
    const RowImage::Value& was = before.rows[row][column];
    if (!was || !upgraded.rows[row]) continue;
    const RowImage::Value is = upgraded.value(row, column);
    if (!is) return false;
    if (there.emplace(*was, *is).first->second != *is) return false;
    if (back.emplace(*is, *was).first->second != *was) return false;
  }
  return there.size() > 1;  // one alone would be apart also as a constant
}

bool is_converted_back_wrong(const RowImage::Table& before, const Pairing& upgraded,
                             const Pairing& downgraded, std::size_t row, std::size_t column) {
  const RowImage::Value& was = before.rows[row][column];
  const RowImage::Value between = upgraded.value(row, column);
  if (!was || !between) return false;
  if (!downgraded.columns[column]) return true;
  const bool is_kept = same_value(between, upgraded.table->columns[*upgraded.columns[column]].type,
                                  downgraded.value(row, column),
                                  downgraded.table->columns[*downgraded.columns[column]].type);
  return !is_kept;
}

bool was_made_alike(const RowImage::Table& before, const Pairing& upgraded,
                    const Pairing& downgraded, std::size_t row, std::size_t column) {
  if (!downgraded.columns[column]) return false;
  for (std::size_t other = 0; other < before.rows.size(); ++other) {
    if (!upgraded.rows[other] || !downgraded.rows[other]) continue;
    if (before.rows[other][column] != before.rows[row][column] &&
        upgraded.value(other, column) == upgraded.value(row, column) &&
        downgraded.value(other, column) == downgraded.value(row, column) &&
        downgraded.has_same(before, other, column)) {
      return true;
    }
  }
  return false;
}

}  // namespace migcheck
