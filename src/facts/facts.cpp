#include "facts/fact.h"
#include "facts/history_facts.h"
#include "facts/statement_table.h"

namespace migcheck {

namespace {

template <typename T>
std::vector<FactInfo> infos(std::span<const Fact<T>> table) {
  std::vector<FactInfo> found;
  for (const Fact<T>& fact : table) found.push_back(fact.info);
  return found;
}

}  // namespace

std::vector<FactInfo> facts_of(Subject subject) {
  switch (subject) {
    case Subject::statement:
      return infos(statement_table());
    case Subject::revision:
      return infos(revision_table());
    case Subject::history:
      return infos(history_table());
    case Subject::roundtrip:
      break;
  }
  return infos(roundtrip_table());
}

}  // namespace migcheck
