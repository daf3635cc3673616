#include "roundtrip/rows/order.h"

#include <algorithm>
#include <functional>

#include "roundtrip/rows/references.h"

namespace migcheck {

namespace {

// Whether a row needs one of the other table.
bool is_required(const TableShape& table, const ForeignKeyShape& key) {
  const auto may_be_null = [&](int column) { return !table.column(column)->not_null; };
  const auto& columns = key.columns;
  return key.match_full ? !std::all_of(columns.begin(), columns.end(), may_be_null)
                        : std::none_of(columns.begin(), columns.end(), may_be_null);
}

// Tarjan's strongly connected components: each comes out after those that it refers to.
class Components {
 public:
  explicit Components(const Shapes& shapes) : shapes_(shapes) {
    for (const TableShape& table : shapes.tables) {
      if (!states_.contains(table.oid)) visit(table);
    }
  }

  std::vector<std::vector<const TableShape*>> list;

 private:
  struct State {
    std::size_t index, low;
    bool is_open;
  };

  std::size_t visit(const TableShape& table) {
    const std::size_t index = states_.size();
    states_[table.oid] = {index, index, true};
    open_.push_back(&table);
    for (const ForeignKeyShape& key : table.foreign_keys) {
      const TableShape* target = find_table(shapes_, key.table);
      if (target == nullptr) continue;
      const auto seen = states_.find(key.table);
      std::size_t low = index;
      if (seen == states_.end()) {
        low = visit(*target);
      } else if (seen->second.is_open) {
        low = seen->second.index;
      }
      State& own = states_.at(table.oid);
      own.low = std::min(own.low, low);
    }
    const std::size_t low = states_.at(table.oid).low;
    if (low == index) close(table);
    return low;
  }

  void close(const TableShape& last) {
    std::vector<const TableShape*>& component = list.emplace_back();
    const TableShape* table = nullptr;
    do {
      table = open_.back();
      open_.pop_back();
      states_.at(table->oid).is_open = false;
      component.push_back(table);
    } while (table != &last);
  }

  const Shapes& shapes_;
  std::map<Oid, State> states_;
  std::vector<const TableShape*> open_;
};

// Whether all rows that a row of the table needs are of tables outside of `waiting`.
bool is_ready(const TableShape& table, const std::vector<const TableShape*>& waiting) {
  return std::none_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](const auto& key) {
    const bool waits = std::any_of(waiting.begin(), waiting.end(), [&](const TableShape* other) {
      return other != &table && other->oid == key.table;
    });
    return waits && is_required(table, key);
  });
}

SeedUnit ordered(std::vector<const TableShape*> waiting) {
  SeedUnit unit;
  while (!waiting.empty()) {
    auto next = std::find_if(waiting.begin(), waiting.end(),
                             [&](const TableShape* table) { return is_ready(*table, waiting); });
    if (next == waiting.end()) {
      unit.at_once = true;
      next = waiting.begin();
    }
    unit.tables.push_back(*next);
    waiting.erase(next);
  }
  return unit;
}

}  // namespace

std::vector<SeedUnit> seed_order(const Shapes& shapes) {
  std::vector<SeedUnit> units;
  for (auto& component : Components(shapes).list) units.push_back(ordered(std::move(component)));
  return units;
}

}  // namespace migcheck
