#pragma once

#include <map>
#include <string>
#include <vector>

#include "facts/fact.h"

// Facts for the tests of policy/, so that they do not depend on the real tables.
namespace migcheck::test {

inline std::vector<FactInfo> sample_facts(Subject subject) {
  if (subject == Subject::history) return {{"head_count", FactType::integer, "heads"}};
  return {{"new_table", FactType::boolean, "the table is created in this revision"},
          {"row_count", FactType::integer, "rows"},
          {"operation", FactType::text, "what is done"},
          {"tables", FactType::list, "tables"}};
}

class SampleSource : public FactSource {
 public:
  explicit SampleSource(std::map<std::string, FactValue> values) : values_(std::move(values)) {}

  FactValue value(std::string_view name) const override {
    const auto found = values_.find(std::string(name));
    return found == values_.end() ? FactValue(UnknownFact{}) : found->second;
  }

 private:
  std::map<std::string, FactValue> values_;
};

// A policy.json whose members are these and, where they are not named, valid ones.
inline std::string policy_json(std::map<std::string, std::string> members) {
  members.insert({{"id", R"("drop-table")"},
                  {"title", R"("Drops a table")"},
                  {"category", R"("data-loss")"},
                  {"subject", R"("statement")"},
                  {"severity", R"("error")"},
                  {"when", R"({"operation": "drop_table"})"},
                  {"message", R"("drops {tables}")"},
                  {"help", R"("Rename it first.")"},
                  {"why", R"("Rows are gone.")"}});
  std::string json;
  for (const auto& [key, value] : members) {
    if (!value.empty()) json += (json.empty() ? "{" : ",\n ") + ("\"" + key + "\": ") + value;
  }
  return json + "}\n";
}

}  // namespace migcheck::test
