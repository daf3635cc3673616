#include "roundtrip/rows/pairing.h"

#include <algorithm>
#include <map>
#include <set>

#include "roundtrip/rows/same_value.h"

namespace migcheck {

namespace {

using Table = RowImage::Table;
using Columns = std::vector<std::size_t>;

// By what tables and columns are found: the upgrade may rename them, the downgrade has to give them
// their names back.
enum class FirstBy { identity, name };

const Table* find_again(const Table& before, const RowImage& later, FirstBy first_by) {
  const Table* same = nullptr;
  const Table* named = nullptr;
  for (const Table& table : later.tables) {
    if (table.oid == before.oid) same = &table;
    if (table.name == before.name) named = &table;
  }
  const bool by_name = same == nullptr || (named != nullptr && first_by == FirstBy::name);
  return by_name ? named : same;
}

std::optional<std::size_t> find_column(const Table& before, const RowImage::Column& column,
                                       const Table& later, FirstBy first_by) {
  std::optional<std::size_t> same, named;
  for (std::size_t i = 0; i < later.columns.size(); ++i) {
    if (before.oid == later.oid && later.columns[i].number == column.number) same = i;
    if (later.columns[i].name == column.name) named = i;
  }
  return !same || (named && first_by == FirstBy::name) ? named : same;
}

Columns columns_of_key(const Table& table) {
  Columns key;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (std::count(table.key.begin(), table.key.end(), table.columns[i].number) > 0) {
      key.push_back(i);
    }
  }
  return key;
}

Columns without(Columns columns, const Columns& others) {
  std::erase_if(columns, [&](std::size_t column) {
    return std::count(others.begin(), others.end(), column) > 0;
  });
  return columns;
}

// Those of before that are there later.
Columns columns_of(const Pairing* pairing) {
  Columns columns;
  for (std::size_t i = 0; pairing != nullptr && i < pairing->columns.size(); ++i) {
    if (pairing->columns[i]) columns.push_back(i);
  }
  return columns;
}

// Those of the key that are there and were not dropped and made anew.
Columns kept_of(const Table& before, const Pairing& later, Columns key) {
  std::erase_if(key, [&](std::size_t column) {
    if (!later.columns[column]) return true;
    const int number = later.table->columns[*later.columns[column]].number;
    return later.table->oid == before.oid && number != before.columns[column].number;
  });
  return key;
}

// Whether the table has the same key as before, so that a row with another one is another row.
bool is_key_kept(const Table& before, const Pairing& later) {
  const Columns key = columns_of_key(before);
  if (later.table == nullptr) return true;
  if (key.empty() || kept_of(before, later, key) != key) return false;
  std::vector<int> numbers;
  for (const std::size_t column : key) {
    const RowImage::Column& there = later.table->columns[*later.columns[column]];
    if (there.type != before.columns[column].type) return false;
    numbers.push_back(there.number);
  }
  return std::is_permutation(numbers.begin(), numbers.end(), later.table->key.begin(),
                             later.table->key.end());
}

// Rows of which some have been paired.
class RowPairing {
 public:
  RowPairing(const Table& before, Pairing& pairing)
      : before_(before), pairing_(pairing), is_taken_(pairing.table->rows.size()) {}

  // `upgraded`: the pairing before this one, or null.
  void run(const Pairing* upgraded) {
    const Columns key = columns_of_key(before_);
    const Columns common = columns_of(&pairing_);
    const Columns rest = without(common, key);
    if (is_key_kept(before_, pairing_) &&
        (upgraded == nullptr || is_key_kept(before_, *upgraded))) {
      by_equal(key);
      by_equal(rest);
      return;
    }
    const Columns left = kept_of(before_, pairing_, key);
    const Columns made_anew = without(key, left);
    by_equal(common);
    if (left != key && are_unique(left)) by_equal(left);
    by_equal(rest);
    by_equal(left);
    by_equal(without(common, without(common, columns_of(upgraded))));
    by_most_equal(without(common, made_anew));
    const bool as_many = before_.rows.size() == is_taken_.size();
    if (common.empty() || (!key.empty() && as_many)) by_number();
  }

 private:
  bool are_unique(const Columns& columns) const {
    std::set<std::vector<RowImage::Value>> found;
    for (std::size_t row = 0; row < before_.rows.size(); ++row) found.insert(values(row, columns));
    return found.size() == before_.rows.size();
  }

  // Texts find nearly all rows at once; comparing finds those whose values are printed differently.
  void by_equal(const Columns& columns) {
    if (columns.empty()) return;
    std::multimap<std::vector<RowImage::Value>, std::size_t> later;
    for (std::size_t i = 0; i < is_taken_.size(); ++i) {
      if (!is_taken_[i]) later.emplace(later_values(i, columns), i);
    }
    for_unpaired([&](std::size_t row) {
      const auto found = later.find(values(row, columns));
      if (found == later.end()) return;
      pair(row, found->second);
      later.erase(found);
    });
    constexpr std::size_t kMostCompared = 300;
    if (later.size() > kMostCompared) return;
    for_unpaired([&](std::size_t row) {
      for (std::size_t i = 0; i < is_taken_.size() && !pairing_.rows[row]; ++i) {
        if (!is_taken_[i] && equal_count(row, i, columns) == columns.size()) pair(row, i);
      }
    });
  }

  void by_most_equal(const Columns& columns) {
    constexpr std::size_t kMostCompared = 300;
    if (before_.rows.size() > kMostCompared || is_taken_.size() > kMostCompared) return;
    for_unpaired([&](std::size_t row) {
      std::optional<std::size_t> best;
      std::size_t most = 0;
      for (std::size_t i = 0; i < is_taken_.size(); ++i) {
        const std::size_t count = is_taken_[i] ? 0 : equal_count(row, i, columns);
        if (2 * count < columns.size() || count <= most) continue;
        best = i;
        most = count;
      }
      if (best) pair(row, *best);
    });
  }

  // Nothing is left by which they could be told apart.
  void by_number() {
    std::size_t next = 0;
    for_unpaired([&](std::size_t row) {
      while (next < is_taken_.size() && is_taken_[next]) ++next;
      if (next < is_taken_.size()) pair(row, next);
    });
  }

  template <typename Action>
  void for_unpaired(Action action) {
    for (std::size_t row = 0; row < before_.rows.size(); ++row) {
      if (!pairing_.rows[row]) action(row);
    }
  }

  std::vector<RowImage::Value> values(std::size_t row, const Columns& columns) const {
    std::vector<RowImage::Value> values;
    for (const std::size_t column : columns) values.push_back(before_.rows[row][column]);
    return values;
  }

  std::vector<RowImage::Value> later_values(std::size_t row, const Columns& columns) const {
    std::vector<RowImage::Value> values;
    for (const std::size_t column : columns) {
      values.push_back(pairing_.table->rows[row][*pairing_.columns[column]]);
    }
    return values;
  }

  std::size_t equal_count(std::size_t row, std::size_t later, const Columns& columns) const {
    std::size_t count = 0;
    for (const std::size_t column : columns) {
      const std::size_t there = *pairing_.columns[column];
      const bool same =
          same_value(before_.rows[row][column], before_.columns[column].type,
                     pairing_.table->rows[later][there], pairing_.table->columns[there].type);
      if (same) ++count;
    }
    return count;
  }

  void pair(std::size_t row, std::size_t later) {
    pairing_.rows[row] = later;
    is_taken_[later] = true;
  }

  const Table& before_;
  Pairing& pairing_;
  std::vector<bool> is_taken_;
};

}  // namespace

RowImage::Value Pairing::value(std::size_t row, std::size_t column) const {
  return table->rows[*rows[row]][*columns[column]];
}

bool Pairing::has_same(const RowImage::Table& before, std::size_t row, std::size_t column) const {
  if (table == nullptr || !columns[column] || !rows[row]) return false;
  return same_value(before.rows[row][column], before.columns[column].type, value(row, column),
                    table->columns[*columns[column]].type);
}

Pairing pair_rows(const RowImage::Table& before, const RowImage& later, const Pairing* upgraded) {
  Pairing pairing;
  const FirstBy first_by = upgraded == nullptr ? FirstBy::identity : FirstBy::name;
  pairing.table = find_again(before, later, first_by);
  pairing.columns.resize(before.columns.size());
  pairing.rows.resize(before.rows.size());
  if (pairing.table == nullptr) return pairing;
  for (std::size_t i = 0; i < before.columns.size(); ++i) {
    pairing.columns[i] = find_column(before, before.columns[i], *pairing.table, first_by);
  }
  RowPairing(before, pairing).run(upgraded);
  return pairing;
}

std::vector<std::size_t> unpaired_rows(const Pairing& pairing) {
  std::vector<std::size_t> unpaired;
  if (pairing.table == nullptr) return unpaired;
  std::vector<bool> is_paired(pairing.table->rows.size());
  for (const auto& row : pairing.rows) {
    if (row) is_paired[*row] = true;
  }
  for (std::size_t i = 0; i < is_paired.size(); ++i) {
    if (!is_paired[i]) unpaired.push_back(i);
  }
  return unpaired;
}

}  // namespace migcheck
