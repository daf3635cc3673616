#include "roundtrip/rows/changes.h"

#include "core/text.h"
#include "roundtrip/rows/conversion.h"
#include "roundtrip/rows/pairing.h"
#include "roundtrip/rows/row_text.h"

namespace migcheck {

namespace {

using Table = RowImage::Table;

// Adds lines of one kind: the first few, and how many others there are.
class Lines {
 public:
  Lines(std::vector<std::string>& lines, std::string subject)
      : lines_(lines), subject_(std::move(subject)) {}
  ~Lines() {
    if (count_ > kMost)
      lines_.push_back(subject_ + ": " + std::to_string(count_ - kMost) + " more");
  }
  Lines(const Lines&) = delete;
  Lines& operator=(const Lines&) = delete;

  void add(const std::string& line) {
    if (++count_ <= kMost) lines_.push_back(line);
  }

 private:
  static constexpr std::size_t kMost = 3;
  std::vector<std::string>& lines_;
  std::string subject_;
  std::size_t count_ = 0;
};

// One table of `before`, and what became of it.
class TableChanges {
 public:
  TableChanges(const Table& before, const RowImage& upgraded, const RowImage& downgraded,
               RowChanges& changes)
      : before_(before),
        up_(pair_rows(before, upgraded)),
        down_(pair_rows(before, downgraded, &up_)),
        changes_(changes) {}

  void add() {
    if (down_.table == nullptr) {
      add_missing_table();
    } else if (before_.is_digest || down_.table->is_digest) {
      add_digests();
    } else {
      add_rows();
      add_columns();
      add_left_behind();
    }
  }

 private:
  bool was_dropped() const { return up_.table == nullptr; }

  // Whether the upgrade took the whole row.
  bool was_row_dropped(std::size_t row) const { return !up_.rows[row]; }

  bool is_row_same(std::size_t row) const {
    if (!down_.rows[row]) return false;
    for (std::size_t column = 0; column < before_.columns.size(); ++column) {
      if (!is_same(row, column)) return false;
    }
    return true;
  }

  // NULL is not missed where its column is gone.
  bool is_same(std::size_t row, std::size_t column) const {
    const bool is_nothing = !down_.columns[column] && !before_.rows[row][column];
    return is_nothing || down_.has_same(before_, row, column);
  }

  void add_missing_table() {
    if (before_.row_count == 0) return;
    const std::string rows = counted(before_.row_count, "row");
    if (was_dropped()) {
      changes_.by_upgrade.push_back("table " + before_.name + ": " + rows);
    } else {
      changes_.lost.push_back(before_.name + ": the table is gone with " + rows);
    }
  }

  void add_rows() {
    std::size_t dropped = 0;
    Lines lost(changes_.lost, before_.name);
    for (std::size_t row = 0; row < before_.rows.size(); ++row) {
      if (is_row_same(row)) continue;
      if (was_row_dropped(row)) {
        ++dropped;
      } else if (!down_.rows[row]) {
        lost.add(before_.name + ": the row " + row_text(before_, row) + " is gone");
      }
    }
    if (dropped == 0) return;
    changes_.by_upgrade.push_back(was_dropped()
                                      ? "table " + before_.name + ": " + counted(dropped, "row")
                                      : "rows of " + before_.name + ": " + std::to_string(dropped));
  }

  void add_columns() {
    for (std::size_t column = 0; column < before_.columns.size(); ++column) add_column(column);
  }

  void add_column(std::size_t column) {
    const std::string name = before_.name + "." + before_.columns[column].name;
    std::size_t changed = 0, gone = 0;
    const bool is_converted = converts_one_to_one(before_, up_, column);
    Lines lost(changes_.lost, name);
    for (std::size_t row = 0; row < before_.rows.size(); ++row) {
      const bool is_judged_as_row = !down_.rows[row] || was_row_dropped(row);
      if (is_judged_as_row || is_same(row, column)) continue;
      if (!is_lost(row, column, is_converted)) {
        ++changed;
      } else if (!down_.columns[column]) {
        ++gone;
      } else {
        lost.add(name + " of " + row_text(before_, row) + ": " + difference(row, column));
      }
    }
    if (gone > 0) lost.add(name + ": the column is gone with " + counted(gone, "value"));
    if (changed == 0) return;
    changes_.by_upgrade.push_back(up_.columns[column]
                                      ? "values of " + name + ": " + std::to_string(changed)
                                      : "column " + name + ": " + counted(changed, "value"));
  }

  // Whether a value that is another one now was still there after the upgrade.
  bool is_lost(std::size_t row, std::size_t column, bool is_converted) const {
    if (up_.has_same(before_, row, column)) {
      return !was_made_alike(before_, up_, down_, row, column);
    }
    return is_converted && is_converted_back_wrong(before_, up_, down_, row, column);
  }

  std::string difference(std::size_t row, std::size_t column) const {
    const std::string was =
        "was " + value_text(before_.rows[row][column], before_.columns[column].type);
    const auto& type = down_.table->columns[*down_.columns[column]].type;
    return was + ", is " + value_text(down_.value(row, column), type);
  }

  void add_left_behind() {
    Lines lines(changes_.left_behind, before_.name);
    for (const std::size_t row : unpaired_rows(down_)) {
      lines.add(before_.name + ": the row " + row_text(*down_.table, row));
    }
  }

  void add_digests() {
    const std::size_t rows = down_.table->row_count;
    if (rows != before_.row_count) {
      const std::string counts =
          counted(before_.row_count, "row") + ", now " + std::to_string(rows);
      const bool were_there = !was_dropped() && up_.table->row_count == before_.row_count;
      were_there ? changes_.lost.push_back(before_.name + ": " + counts)
                 : changes_.by_upgrade.push_back("rows of " + before_.name + ": " + counts);
      return;
    }
    for (std::size_t i = 0; i < before_.columns.size(); ++i) add_digest(i);
  }

  void add_digest(std::size_t column) {
    if (!before_.is_digest || has_digest(down_, column)) return;
    const std::string name = before_.name + "." + before_.columns[column].name;
    const std::string some = "some of " + counted(before_.row_count, "row");
    if (has_digest(up_, column)) {
      changes_.lost.push_back(name + ": other values in " + some);
    } else {
      changes_.by_upgrade.push_back("values of " + name + ": " + some);
    }
  }

  // Whether the column has the same values.
  bool has_digest(const Pairing& later, std::size_t column) const {
    if (later.table == nullptr || !later.columns[column]) return false;
    return later.table->is_digest &&
           later.table->digests[*later.columns[column]] == before_.digests[column];
  }

  const Table& before_;
  Pairing up_, down_;
  RowChanges& changes_;
};

}  // namespace

RowChanges compare_rows(const RowImage& before, const RowImage& upgraded,
                        const RowImage& downgraded) {
  RowChanges changes;
  for (const Table& table : before.tables) {
    TableChanges(table, upgraded, downgraded, changes).add();
  }
  return changes;
}

}  // namespace migcheck
