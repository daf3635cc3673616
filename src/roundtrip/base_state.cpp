#include "roundtrip/base_state.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace migcheck {

namespace {

constexpr const char* kVersion = MIGCHECK_VERSION " base 1";  // changes with what a run does

constexpr int kAnyMajor = 99;  // whose snapshot has every property

// With its length, so that no two lists of texts look the same.
void add(std::string& key, std::string_view text) {
  key += std::to_string(text.size()) + ':';
  key += text;
}

void add_all(std::string& key, const std::vector<std::string>& texts) {
  add(key, std::to_string(texts.size()));
  for (const std::string& text : texts) add(key, text);
}

void add_foundation(std::string& key, const Foundation& foundation) {
  add_all(key, foundation.extensions);
  add_all(key, foundation.schemas);
  add(key, foundation.baseline);
  add(key, std::to_string(foundation.session.size()));
  for (const auto& [name, value] : foundation.session) {
    add(key, name);
    add(key, value);
  }
}

}  // namespace

std::span<const RoundtripStep> base_of(const std::vector<RoundtripStep>& steps) {
  const auto end = std::find_if(steps.begin(), steps.end(),
                                [](const RoundtripStep& step) { return step.rehearsed; });
  return {steps.begin(), end};
}

std::optional<std::string> base_key(std::span<const RoundtripStep> base,
                                    const RoundtripOptions& options) {
  if (base.empty() && options.foundation.baseline.empty()) return std::nullopt;
  if (options.engine == Engine::alembic) return std::nullopt;  // it may depend on the application
  std::string key;
  add(key, kVersion);
  add(key, snapshot_query(kAnyMajor, Extent::everything));
  add(key, options.dialect);
  add_foundation(key, options.foundation);
  for (const RoundtripStep& step : base) {
    const Revision& revision = *step.revision;
    add(key, revision.id);  // for the version table
    add_all(key, revision.down_revisions);
    add(key, revision.path().ends_with(".py") ? "py" : "sql");
    add(key, fingerprint(revision, Direction::upgrade));
  }
  return key;
}

// The skipped statements as a line of JSON, and the schema.
std::string to_text(const BaseState& state, std::span<const RoundtripStep> base) {
  nlohmann::json all = nlohmann::json::array();
  for (const auto& [step, statements] : state.skipped) {
    const Statement* first = base[step].revision->upgrade.statements.data();
    for (const SkippedStatement& skipped : statements) {
      all.push_back({step, skipped.statement - first, skipped.reason});
    }
  }
  return all.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) + '\n' +
         to_text(state.schema);
}

BaseState base_state_from(std::string_view text, std::span<const RoundtripStep> base) {
  const std::size_t line = text.find('\n');
  BaseState state;
  state.schema = snapshot_from(text.substr(line + 1));
  for (const nlohmann::json& one : nlohmann::json::parse(text.substr(0, line))) {
    const auto step = one.at(0).get<std::size_t>();
    const Revision& revision = *base[step].revision;
    const Statement& statement = revision.upgrade.statements.at(one.at(1).get<std::size_t>());
    state.skipped[step].push_back(
        {&statement, one.at(2).get<std::string>(), revision.file_of(Direction::upgrade)});
  }
  return state;
}

}  // namespace migcheck
