#include "policy/reversal.h"

#include <algorithm>

namespace migcheck {

namespace {

bool is_known(const ScriptStatement& statement) {
  return !statement.opaque &&
         std::none_of(statement.facts.begin(), statement.facts.end(),
                      [](const StatementFacts& facts) {
                        return facts.conditional || facts.kind == "syntax_error" ||
                               facts.kind == "do_block" || facts.kind == "call";
                      });
}

bool is_known(const ScriptFacts& script) {
  return std::all_of(script.statements.begin(), script.statements.end(),
                     [](const ScriptStatement& statement) { return is_known(statement); });
}

}  // namespace

bool is_reversal(const Revision& revision, const ScriptFacts& upgrade,
                 const ScriptFacts& downgrade) {
  const bool runs = revision.upgrade.state != Script::State::raises &&
                    revision.downgrade.state == Script::State::present;
  return runs && !downgrade.statements.empty() && is_known(upgrade) && is_known(downgrade);
}

std::vector<std::string> dropped_by(const ScriptFacts& script) {
  std::vector<std::string> dropped;
  for (const ScriptStatement& statement : script.statements) {
    for (const StatementFacts& facts : statement.facts) {
      if (facts.new_table || facts.own_object == Ternary::yes) continue;
      if (facts.kind == "drop_table") dropped.push_back(facts.table);
      if (facts.kind == "drop_column") dropped.push_back(facts.table + "." + facts.column);
    }
  }
  return dropped;
}

}  // namespace migcheck
