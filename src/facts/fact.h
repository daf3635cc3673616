#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/finding.h"
#include "core/ternary.h"

namespace migcheck {

// The value of a fact that could not be determined. No condition holds on it unless it says so.
struct UnknownFact {
  bool operator==(const UnknownFact&) const = default;
};

using FactValue =
    std::variant<UnknownFact, bool, std::int64_t, std::string, std::vector<std::string>>;

enum class FactType { boolean, integer, text, list };

// What the loader, `explain` and the documentation know of a fact. Every type may be unknown.
struct FactInfo {
  std::string_view name;
  FactType type;
  std::string_view documentation;
};

// One row of a static table: a fact of a T.
template <typename T>
struct Fact {
  FactInfo info;
  FactValue (*get)(const T& subject);
};

// What a condition and a message are evaluated against.
class FactSource {
 public:
  virtual ~FactSource() = default;

  // The value of the fact of that name; unknown where there is no such fact.
  virtual FactValue value(std::string_view name) const = 0;

  // The same of the fact at that place of facts_of(its subject), which is quicker to find.
  virtual FactValue value_at(std::size_t /*place*/, std::string_view name) const {
    return value(name);
  }
};

// The facts of one T. The table and the subject must outlive it.
template <typename T>
class FactTable : public FactSource {
 public:
  FactTable(std::span<const Fact<T>> table, const T& subject) : table_(table), subject_(subject) {}

  FactValue value(std::string_view name) const override {
    for (const Fact<T>& fact : table_) {
      if (fact.info.name == name) return fact.get(subject_);
    }
    return UnknownFact{};
  }

  FactValue value_at(std::size_t place, std::string_view) const override {
    return table_[place].get(subject_);
  }

 private:
  std::span<const Fact<T>> table_;
  const T& subject_;
};

inline FactValue to_fact(Ternary value) {
  if (value == Ternary::unknown) return UnknownFact{};
  return value == Ternary::yes;
}

// The facts that policies of a subject may name, in the order of the subject's table.
std::vector<FactInfo> facts_of(Subject subject);

}  // namespace migcheck
