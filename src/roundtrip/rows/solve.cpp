#include "roundtrip/rows/solve.h"

#include <algorithm>

#include "core/text.h"
#include "postgres/connection.h"
#include "roundtrip/rows/builtin_values.h"

namespace migcheck {

namespace {

constexpr std::size_t kMostCrossed = 20000;
constexpr int kMostSolutions = 1000;

// "(VALUES (0, 1::int4), …) AS v0(n0, "age")"
std::string source(const ColumnGroup::Member& member, std::size_t index) {
  std::vector<std::string> values;
  for (std::size_t i = 0; i < member.candidates.size(); ++i) {
    values.push_back("(" + std::to_string(i) + ", " + member.candidates[i].sql + ")");
  }
  const std::string number = std::to_string(index);
  return "(VALUES " + join(values, ", ") + ") AS \"migcheck v" + number + "\"(\"migcheck " +
         number + "\", " + quote_identifier(member.column->name) + ")";
}

std::string number_of(std::size_t index) { return "\"migcheck " + std::to_string(index) + "\""; }

// NULL and the ends early, so that they survive when there are many.
std::vector<std::size_t> by_worth(const std::vector<CandidateValue>& candidates) {
  std::vector<std::size_t> plain, special, order;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    (candidates[i].kind == CandidateValue::Kind::plain ? plain : special).push_back(i);
  }
  std::stable_partition(special.begin(), special.end(), [&](std::size_t i) {
    return candidates[i].kind == CandidateValue::Kind::null;
  });
  // Generic values and suggested ones in turn: both ends of the list first.
  const std::size_t generic = std::min<std::size_t>(plain.size(), kPlainValues);
  for (std::size_t i = 0; i < std::max(generic, plain.size() - generic); ++i) {
    if (i < generic) order.push_back(plain[i]);
    if (generic + i < plain.size()) order.push_back(plain[generic + i]);
  }
  order.insert(order.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(1, order.size())),
               special.begin(), special.end());
  return order;
}

void keep_first(std::vector<CandidateValue>& candidates, std::size_t count) {
  if (candidates.size() <= count) return;
  std::vector<std::size_t> order = by_worth(candidates);
  order.resize(count);
  std::sort(order.begin(), order.end());
  std::vector<CandidateValue> kept;
  kept.reserve(count);
  for (const std::size_t i : order) kept.push_back(std::move(candidates[i]));
  candidates = std::move(kept);
}

// NULL, where that is possible.
void keep_one(std::vector<CandidateValue>& candidates) {
  const auto null = std::find_if(candidates.begin(), candidates.end(), [](const auto& candidate) {
    return candidate.kind == CandidateValue::Kind::null;
  });
  if (null != candidates.end()) std::iter_swap(candidates.begin(), null);
  candidates.resize(1);
}

std::size_t crossed(const ColumnGroup& group) {
  std::size_t product = 1;
  for (const auto& member : group.members) {
    product *= member.candidates.size();
    if (product > kMostCrossed) return product;
  }
  return product;
}

}  // namespace

bool is_too_wide(const ColumnGroup& group) { return crossed(group) > kMostCrossed; }

std::vector<ColumnGroup> single_columns(const ColumnGroup& group) {
  std::vector<ColumnGroup> singles;
  for (const auto& member : group.members) {
    ColumnGroup& single = singles.emplace_back();
    single.members.push_back(member);
    for (const RowCondition& condition : group.conditions) {
      const bool is_alone = condition.columns == std::set<int>{member.column->number};
      if (is_alone && group.generated.empty()) single.conditions.push_back(condition);
    }
  }
  return singles;
}

void keep_solved(ColumnGroup& group, const std::vector<ColumnGroup>& singles) {
  for (std::size_t i = 0; i < singles.size(); ++i) {
    std::vector<CandidateValue> kept;
    for (const auto& solution : singles[i].solutions) {
      kept.push_back(group.members[i].candidates[solution.front()]);
    }
    if (!kept.empty()) group.members[i].candidates = std::move(kept);
  }
}

void limit_candidates(ColumnGroup& group) {
  for (std::size_t most = 60; is_too_wide(group) && most > 1; --most) {
    for (auto& member : group.members) keep_first(member.candidates, most);
  }
  for (auto member = group.members.rbegin(); is_too_wide(group); ++member) {
    keep_one(member->candidates);
  }
}

std::string solve_query(const ColumnGroup& group, std::size_t number) {
  std::vector<std::string> sources, numbers, conditions;
  for (std::size_t i = 0; i < group.members.size(); ++i) {
    sources.push_back(source(group.members[i], i));
    numbers.push_back(number_of(i));
  }
  for (const ColumnShape* column : group.generated) {
    sources.push_back("LATERAL (SELECT (" + column->generated + ")::" + column->type_sql + " AS " +
                      quote_identifier(column->name) + ") AS \"migcheck g" +
                      std::to_string(column->number) + "\"");
  }
  for (const RowCondition& condition : group.conditions) {
    conditions.push_back("(" + condition.sql + ") IS NOT FALSE");
  }
  const std::string all = join(numbers, ", ");
  const std::string spread =
      "GREATEST(" + all + ") - LEAST(" + all + "), " + join(numbers, " + ") + ", " + all;
  return "(SELECT " + std::to_string(number) + ", pg_catalog.concat_ws(' ', " + all + ") FROM " +
         join(sources, ", ") + " WHERE " + join(conditions, " AND ") + " ORDER BY " + spread +
         " LIMIT " + std::to_string(kMostSolutions) + ")";
}

void keep_usual_candidates(ColumnGroup& group) {
  for (auto& member : group.members) {
    std::erase_if(member.candidates, [](const CandidateValue& candidate) {
      const bool is_plain = candidate.kind == CandidateValue::Kind::plain;
      return is_plain ? candidate.number >= kPlainValues
                      : candidate.kind != CandidateValue::Kind::null;
    });
  }
}

std::string solve_query(const std::vector<ColumnGroup>& groups) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    if (!groups[i].conditions.empty()) parts.push_back(solve_query(groups[i], i));
  }
  return join(parts, "\nUNION ALL ");
}

void set_solutions(std::vector<ColumnGroup>& groups, const std::vector<Connection::Row>& rows) {
  for (ColumnGroup& group : groups) {
    group.solutions.clear();
    if (!group.conditions.empty()) continue;
    for (std::size_t i = 0; i < group.members.front().candidates.size(); ++i) {
      group.solutions.push_back({i});
    }
  }
  for (const Connection::Row& row : rows) {
    std::vector<std::size_t>& solution = groups[std::stoul(row.at(0))].solutions.emplace_back();
    for (const std::string_view number : split_words(row.at(1))) {
      solution.push_back(std::stoul(std::string(number)));
    }
  }
}

}  // namespace migcheck
