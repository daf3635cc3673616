#include "roundtrip/rows/choose.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>

#include "core/text.h"
#include "roundtrip/rows/conditions.h"

namespace migcheck {

namespace {

using Kind = CandidateValue::Kind;

// What a row is to be like.
struct Wish {
  Kind kind = Kind::plain;
  int number = 0;        // of the plain values
  bool repeats = false;  // values of other rows are welcome
  int column = 0;        // this one should be NULL above all; 0: none
};

class Chooser {
 public:
  Chooser(const TableShape& table, const std::vector<ColumnGroup>& groups) : groups_(groups) {
    for (const UniqueShape& unique : table.uniques) {
      uniques_.push_back({unique_columns(table, unique), unique.nulls_equal, {}});
    }
  }

  void add(const Wish& wish) {
    Row row;
    for (const ColumnGroup& group : groups_) {
      const auto* solution = best(group, wish, row);
      if (solution == nullptr) return;
      take(group, *solution, row);
    }
    for (Unique& unique : uniques_) {
      const auto key = key_of(unique, row);
      if (key) unique.keys.insert(*key);
    }
    for (const auto& [column, candidate] : row) used_.emplace(column, candidate->sql);
    rows_.push_back(std::move(row));
  }

  // The first column that can be NULL in a row, and is not in any.
  int column_without_null(const std::set<int>& tried) const {
    for (const ColumnGroup& group : groups_) {
      for (std::size_t i = 0; i < group.members.size(); ++i) {
        const int column = group.members[i].column->number;
        if (!tried.contains(column) && can_be_null(group, i) && !is_null_somewhere(column)) {
          return column;
        }
      }
    }
    return 0;
  }

  std::vector<ChosenRow> rows() const {
    std::vector<ChosenRow> chosen;
    for (const Row& row : rows_) {
      ChosenRow& one = chosen.emplace_back();
      for (const auto& [column, candidate] : row) one.emplace(column, candidate->sql);
    }
    return chosen;
  }

 private:
  using Row = std::map<int, const CandidateValue*>;
  using Solution = std::vector<std::size_t>;

  struct Unique {
    std::set<int> columns;
    bool nulls_equal = false;
    std::set<std::string> keys;  // of the rows so far
  };

  static void take(const ColumnGroup& group, const Solution& solution, Row& row) {
    for (std::size_t i = 0; i < solution.size(); ++i) {
      row[group.members[i].column->number] = &group.members[i].candidates[solution[i]];
    }
  }

  // Of a row that has all the columns and, in an ordinary unique index, no NULL in them.
  static std::optional<std::string> key_of(const Unique& unique, const Row& row) {
    std::string key;
    if (unique.columns.empty()) return std::nullopt;
    for (const int column : unique.columns) {
      const auto at = row.find(column);
      if (at == row.end()) return std::nullopt;
      if (at->second->kind == Kind::null && !unique.nulls_equal) return std::nullopt;
      key += at->second->sql + "\n";
    }
    return key;
  }

  bool is_taken(const Row& row) const {
    return std::any_of(uniques_.begin(), uniques_.end(), [&](const Unique& unique) {
      const auto key = key_of(unique, row);
      return key && unique.keys.contains(*key);
    });
  }

  int penalty(int column, const CandidateValue& candidate, const Wish& wish) const {
    const bool is_null = candidate.kind == Kind::null;
    if (wish.column == column) return is_null ? -100000 : 0;
    if (candidate.kind == wish.kind && wish.kind != Kind::plain) return 0;
    if (is_null) return 2000;
    if (candidate.kind != Kind::plain) return 1000;
    const bool is_new = !used_.contains({column, candidate.sql});
    const int other_kind = wish.kind == Kind::plain ? 0 : 100;
    return other_kind + std::abs(candidate.number - wish.number) + (is_new == wish.repeats ? 5 : 0);
  }

  const Solution* best(const ColumnGroup& group, const Wish& wish, const Row& begun) const {
    const Solution* found = nullptr;
    int least = 0;
    for (const Solution& solution : group.solutions) {
      int sum = 0;
      for (std::size_t i = 0; i < solution.size(); ++i) {
        const auto& member = group.members[i];
        sum += penalty(member.column->number, member.candidates[solution[i]], wish);
      }
      if (found != nullptr && sum >= least) continue;
      Row row = begun;
      take(group, solution, row);
      if (is_taken(row)) continue;
      found = &solution;
      least = sum;
    }
    return found;
  }

  static bool can_be_null(const ColumnGroup& group, std::size_t member) {
    return std::any_of(group.solutions.begin(), group.solutions.end(), [&](const Solution& one) {
      return group.members[member].candidates[one[member]].kind == Kind::null;
    });
  }

  bool is_null_somewhere(int column) const {
    return std::any_of(rows_.begin(), rows_.end(),
                       [&](const Row& row) { return row.at(column)->kind == Kind::null; });
  }

  const std::vector<ColumnGroup>& groups_;
  std::vector<Unique> uniques_;
  std::vector<Row> rows_;
  std::set<std::pair<int, std::string>> used_;
};

void add_missing_nulls(Chooser& chooser) {
  constexpr int kMostExtra = 3;
  std::set<int> tried;
  for (int i = 0; i < kMostExtra; ++i) {
    const int column = chooser.column_without_null(tried);
    if (column == 0) return;
    tried.insert(column);
    chooser.add({.kind = Kind::null, .number = 5 + i, .column = column});
  }
}

}  // namespace

std::vector<ChosenRow> choose_rows(const TableShape& table, const std::vector<ColumnGroup>& groups,
                                   RowVariety variety) {
  Chooser chooser(table, groups);
  chooser.add({.number = 0});
  if (variety == RowVariety::plain) {
    chooser.add({.number = 1});
    chooser.add({.number = 2});
    return chooser.rows();
  }
  chooser.add({.kind = Kind::null, .number = 1});
  chooser.add({.kind = Kind::most, .number = 2});
  chooser.add({.kind = Kind::least, .number = 3});
  chooser.add({.number = 0, .repeats = true});
  add_missing_nulls(chooser);
  return chooser.rows();
}

}  // namespace migcheck
