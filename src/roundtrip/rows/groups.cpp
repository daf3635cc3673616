#include "roundtrip/rows/groups.h"

#include <algorithm>
#include <map>

#include "roundtrip/rows/conditions.h"
#include "roundtrip/rows/expression_words.h"

namespace migcheck {

namespace {

using Kind = CandidateValue::Kind;
constexpr std::size_t kMostSuggested = 60;

class Grouping {
 public:
  Grouping(const Shapes& shapes, const TableShape& table, const std::vector<ReferenceKeys>& keys,
           RowVariety variety)
      : shapes_(shapes), table_(table), keys_(keys), variety_(variety) {
    for (const UniqueShape& unique : table.uniques) {
      distinct_.merge(unique_columns(table, unique));
    }
  }

  GroupResult run() {
    conditions_ = table_conditions(shapes_, table_, keys_);
    GroupResult result;
    for (const ColumnShape& column : table_.columns) {
      if (!column.generated.empty()) continue;
      std::vector<CandidateValue> candidates = candidates_of(column);
      const bool may_stay_away = column.has_default && references_of(column.number).empty();
      if (candidates.empty() && !may_stay_away) {
        if (result.obstacle.empty()) result.obstacle = obstacle_of(column);
        continue;
      }
      if (!candidates.empty()) members_.push_back({&column, std::move(candidates)});
    }
    if (result.obstacle.empty()) result.groups = divide();
    return result;
  }

 private:
  std::vector<CandidateValue> candidates_of(const ColumnShape& column) const {
    std::vector<CandidateValue> candidates = non_null_candidates(column);
    const bool has_value = !candidates.empty() || !references_of(column.number).empty();
    if (may_be_null(column) && (has_value || !column.has_default)) {
      const std::string null = null_of(column);
      const bool is_there =
          std::any_of(candidates.begin(), candidates.end(),
                      [&](const CandidateValue& candidate) { return candidate.sql == null; });
      if (!is_there) candidates.push_back({null, Kind::null, 0});
    }
    return candidates;
  }

  std::vector<CandidateValue> non_null_candidates(const ColumnShape& column) const {
    const std::vector<const ForeignKeyShape*> references = references_of(column.number);
    if (!references.empty()) return reference_candidates(column);
    std::vector<CandidateValue> candidates;
    for (const std::string& sql : hinted_values(shapes_, column)) add_plain(sql, candidates);
    if (!candidates.empty()) return candidates;
    const bool extremes = variety_ == RowVariety::hostile;
    candidates = type_candidates(shapes_, column.type, column.modifier,
                                 {.distinct = distinct_.contains(column.number),
                                  .extremes = extremes,
                                  .apart = has_conditions(column) ? 0 : column.number - 1});
    add_suggested(column, candidates);
    return candidates;
  }

  std::vector<const ForeignKeyShape*> references_of(int column) const {
    std::vector<const ForeignKeyShape*> found;
    for (const ForeignKeyShape& key : table_.foreign_keys) {
      const auto at = std::find(key.columns.begin(), key.columns.end(), column);
      if (at != key.columns.end()) found.push_back(&key);
    }
    return found;
  }

  std::vector<CandidateValue> reference_candidates(const ColumnShape& column) const {
    std::vector<CandidateValue> candidates;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
      const ForeignKeyShape& key = table_.foreign_keys[i];
      const auto at = std::find(key.columns.begin(), key.columns.end(), column.number);
      if (at == key.columns.end()) continue;
      const auto position = static_cast<std::size_t>(at - key.columns.begin());
      for (const auto& values : keys_[i].keys) add_plain(values[position], candidates);
      if (is_tree(table_, key)) {
        const std::string root = root_key(shapes_, table_, key, keys_[i]);
        if (root.empty()) continue;
        add_plain(null_of(column), candidates);  // of the root, which comes first
        add_plain(root, candidates);
      } else if (refers_to_itself(table_, key)) {
        add_own_keys(*table_.column(key.referenced[position]), candidates);
      }
    }
    return candidates;
  }

  void add_own_keys(const ColumnShape& column, std::vector<CandidateValue>& candidates) const {
    for (const CandidateValue& one : type_candidates(shapes_, column.type, column.modifier,
                                                     {.distinct = true, .extremes = false})) {
      add_plain(one.sql, candidates);
    }
  }

  void add_suggested(const ColumnShape& column, std::vector<CandidateValue>& candidates) const {
    for (const RowCondition& condition : conditions_) {
      if (!condition.columns.contains(column.number)) continue;
      for (const std::string& sql : suggested_values(shapes_, column, condition.sql)) {
        if (candidates.size() < kMostSuggested) add_plain(sql, candidates);
      }
    }
    if (!has_conditions(column) || !distinct_.contains(column.number)) return;
    for (const CandidateValue& small : type_candidates(shapes_, column.type, column.modifier, {})) {
      add_plain(small.sql, candidates);
    }
  }

  bool has_conditions(const ColumnShape& column) const {
    return std::any_of(conditions_.begin(), conditions_.end(), [&](const RowCondition& condition) {
      return condition.columns.contains(column.number);
    });
  }

  static void add_plain(const std::string& sql, std::vector<CandidateValue>& candidates) {
    int number = 0;
    for (const CandidateValue& one : candidates) {
      if (one.sql == sql) return;
      if (one.kind == Kind::plain) ++number;
    }
    candidates.push_back({sql, Kind::plain, number});
  }

  bool may_be_null(const ColumnShape& column) const {
    const TypeShape* type = &shapes_.types.at(column.type);
    for (; type->kind == 'd'; type = &shapes_.types.at(type->base)) {
      if (type->not_null) return false;
    }
    return !column.not_null;
  }

  std::string null_of(const ColumnShape& column) const {
    return "NULL::" + shapes_.base_of(column.type, column.modifier).type->sql;
  }

  std::string obstacle_of(const ColumnShape& column) const {
    const auto references = references_of(column.number);
    if (references.empty()) {
      return "no value is known for the column " + column.name + " of the type " + column.type_sql;
    }
    const TableShape* target = find_table(shapes_, references.front()->table);
    return "the column " + column.name + " must refer to a row of " +
           (target == nullptr ? "another table" : target->name) + ", which has none";
  }

  // Columns that a condition names belong to one group.
  std::vector<ColumnGroup> divide() {
    std::map<int, int> leaders;  // column → the first one of its group
    for (const auto& member : members_) leaders[member.column->number] = member.column->number;
    std::erase_if(conditions_, [&](const RowCondition& condition) {
      return !std::all_of(condition.columns.begin(), condition.columns.end(),
                          [&](int column) { return leaders.contains(column); });
    });
    for (const RowCondition& condition : conditions_) {
      for (const int column : condition.columns) {
        const int from = leaders.at(column);
        const int to = leaders.at(*condition.columns.begin());
        for (auto& [ignored, leader] : leaders) {
          if (leader == from) leader = to;
        }
      }
    }
    return collect(leaders);
  }

  std::vector<ColumnGroup> collect(const std::map<int, int>& leaders) {
    std::map<int, ColumnGroup> groups;
    for (auto& member : members_) {
      groups[leaders.at(member.column->number)].members.push_back(std::move(member));
    }
    for (const RowCondition& condition : conditions_) {
      if (condition.columns.empty()) continue;
      groups.at(leaders.at(*condition.columns.begin())).conditions.push_back(condition);
    }
    std::vector<ColumnGroup> list;
    for (auto& [ignored, group] : groups) {
      drop_implied(group);
      add_generated(group);
      list.push_back(std::move(group));
    }
    return list;
  }

  // Where a foreign key of one column is all, the candidates are those that it allows.
  void drop_implied(ColumnGroup& group) const {
    if (group.members.size() != 1 || group.conditions.size() != 1) return;
    if (!references_of(group.members.front().column->number).empty()) group.conditions.clear();
  }

  void add_generated(ColumnGroup& group) const {
    for (const ColumnShape& column : table_.columns) {
      const bool is_named = !column.generated.empty() &&
                            std::any_of(group.conditions.begin(), group.conditions.end(),
                                        [&](const RowCondition& condition) {
                                          const auto words = expression_words(condition.sql);
                                          return words.names.contains(column.name);
                                        });
      if (is_named) group.generated.push_back(&column);
    }
  }

  const Shapes& shapes_;
  const TableShape& table_;
  const std::vector<ReferenceKeys>& keys_;
  RowVariety variety_;
  std::set<int> distinct_;  // columns of unique indexes
  std::vector<RowCondition> conditions_;
  std::vector<ColumnGroup::Member> members_;
};

}  // namespace

GroupResult group_columns(const Shapes& shapes, const TableShape& table,
                          const std::vector<ReferenceKeys>& keys, RowVariety variety) {
  return Grouping(shapes, table, keys, variety).run();
}

}  // namespace migcheck
