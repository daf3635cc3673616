// Prints the facts of statements, for comparison with what a real server does.
//
//     migcheck_facts_probe MAJOR < SCRIPTS
//
// Each line of the input is a script: {"print": "all"|"last", "statements": [{"sql": …,
// "in_transaction": true|false, "conditional": true|false, "opaque": …}, …]}. Each line of the
// output is its list of statements, or of the last one alone, each of them the list of what it
// does, each of these an object of all facts by name.

#include <iostream>
#include <nlohmann/json.hpp>

#include "facts/statement_table.h"
#include "policy/script_facts.h"

namespace {

using namespace migcheck;
using Json = nlohmann::json;

Json to_json(const FactValue& value) {
  return std::visit(
      [](const auto& held) -> Json {
        if constexpr (std::is_same_v<decltype(held), const UnknownFact&>) {
          return nullptr;
        } else {
          return held;
        }
      },
      value);
}

Json to_json(const RelationLock& lock) {
  return {{"relation", lock.relation},
          {"mode", to_string(lock.mode)},
          {"rewrite", to_string(lock.rewrite)},
          {"scan", to_string(lock.scan)}};
}

Json to_json(const StatementFacts& facts) {
  Json object;
  for (const Fact<StatementFacts>& fact : statement_table()) {
    object[std::string(fact.info.name)] = to_json(fact.get(facts));
  }
  object["locks"] = Json::array();
  for (const RelationLock& lock : facts.locks) object["locks"].push_back(to_json(lock));
  return object;
}

Revision revision_of(const Json& script) {
  Revision revision;
  auto file = std::make_shared<SourceFile>();
  file->path = "script.sql";
  revision.file = file;
  revision.upgrade.state = Script::State::present;
  for (const Json& one : script.at("statements")) {
    Statement statement;
    statement.sql = one.value("sql", "");
    statement.in_transaction = one.value("in_transaction", true);
    statement.conditional = one.value("conditional", false);
    statement.opaque_reason = one.value("opaque", "");
    revision.upgrade.statements.push_back(std::move(statement));
  }
  return revision;
}

Json facts_of_script(const std::string& line, int major) {
  const Json input = Json::parse(line);
  const Revision revision = revision_of(input);
  Schema schema;
  const ScriptFacts facts =
      script_facts({revision, Direction::upgrade, "sql", major, nullptr}, schema);
  Json statements = Json::array();
  const bool all = input.value("print", "all") == "all";
  for (const ScriptStatement& statement : facts.statements) {
    if (!all && &statement != &facts.statements.back()) continue;
    Json parts = Json::array();
    for (const StatementFacts& part : statement.facts) parts.push_back(to_json(part));
    statements.push_back(std::move(parts));
  }
  return statements;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: migcheck_facts_probe MAJOR < SCRIPTS\n";
    return 2;
  }
  const int major = std::stoi(argv[1]);
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << facts_of_script(line, major).dump(-1, ' ', false, Json::error_handler_t::replace)
              << '\n';
  }
}
