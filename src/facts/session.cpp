#include "facts/session.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <variant>

#include "core/text.h"
#include "facts/builtin_functions.h"

namespace migcheck {

namespace {

// What a DO block does it says in words, unless it calls something or runs a text.
bool may_set(const sql::DoBlock& block) {
  static constexpr std::array<std::string_view, 9> words = {
      "execute", "set ", "set\n", "set_config", "reset", "discard", "perform", "call ", "timeout"};
  const std::string body = to_lower(block.body);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return body.find(word) != std::string::npos; });
}

// A function of the user may set anything.
bool may_set(const sql::Select& select) {
  return std::any_of(select.functions.begin(), select.functions.end(),
                     [](const sql::Name& function) { return !is_builtin_function(function.name); });
}

// Source: GUC_UNIT_TIME's conversion table.
std::optional<double> factor_of(std::string_view unit) {
  if (unit.empty() || unit == "ms") return 1;
  if (unit == "us") return 0.001;
  if (unit == "s") return 1000;
  if (unit == "min") return 60000;
  if (unit == "h") return 3600000;
  return unit == "d" ? std::optional<double>(86400000) : std::nullopt;
}

}  // namespace

Session::Session() {
  settings_["lock_timeout"] = {"0", "0", std::nullopt};
  settings_["statement_timeout"] = {"0", "0", std::nullopt};
  settings_["idle_in_transaction_session_timeout"] = {"0", "0", std::nullopt};
  const std::string path(default_search_path);
  settings_["search_path"] = {path, path, std::nullopt};
  settings_["timezone"] = {};
  before_ = settings_;
}

void Session::begin_with(const std::map<std::string, std::string>& settings) {
  for (auto& [name, setting] : settings_) {
    const auto given = settings.find(name);
    if (given != settings.end()) setting = {given->second, given->second, std::nullopt};
  }
  before_ = settings_;
}

const Session::Value& Session::value(std::string_view name) const {
  static const Value none;
  const auto at = settings_.find(name);
  if (at == settings_.end()) return none;
  return at->second.local ? *at->second.local : at->second.session;
}

void Session::set(const std::string& name, const Value& value, bool local) {
  const auto at = settings_.find(name);
  if (at == settings_.end()) return;
  if (local) {
    at->second.local = value;
  } else {
    at->second.session = value;
    at->second.local.reset();
  }
}

void Session::set_by(const sql::SetVariable& variable) {
  const std::string& name = variable.name;
  if (name.empty()) {
    reset_all();
  } else if (variable.from_current) {
    set(name, value(name), variable.local);
  } else if (const auto at = settings_.find(name); at == settings_.end()) {
    return;
  } else if (variable.reset || variable.values.empty()) {
    set(name, Value(at->second.initial), variable.local);
  } else if (name == "search_path") {
    std::vector<std::string> schemas;
    for (const std::string& schema : variable.values) schemas.push_back(sql::quoted(schema));
    set(name, join(schemas, ", "), variable.local);
  } else {
    set(name, variable.values.front(), variable.local);
  }
}

void Session::call(const sql::SetConfig& call) {
  if (!call.name || !call.local) {
    forget();
    return;
  }
  const auto at = settings_.find(to_lower(*call.name));
  if (at == settings_.end()) return;
  const Value value = call.reset ? at->second.initial : call.value;
  const Value old = this->value(at->first);
  // It may run for no row at all.
  set(at->first, call.conditional && old != value ? std::nullopt : value, *call.local);
}

void Session::reset_all() {
  for (auto& [name, setting] : settings_) {
    setting.session = setting.initial;
    setting.local.reset();
  }
}

void Session::forget() {
  for (auto& [name, setting] : settings_) {
    setting.session.reset();
    setting.local.reset();
  }
}

void Session::begin() {
  before_ = settings_;
  savepoints_.clear();
}

void Session::commit() {
  for (auto& [name, setting] : settings_) setting.local.reset();
  begin();
}

void Session::roll_back() {
  settings_ = before_;
  savepoints_.clear();
}

void Session::savepoint(const std::string& name) { savepoints_.push_back({name, settings_}); }

void Session::release(const std::string& name) {
  while (!savepoints_.empty()) {
    const bool found = savepoints_.back().name == name;
    savepoints_.pop_back();
    if (found) return;
  }
}

void Session::roll_back_to(const std::string& name) {
  while (!savepoints_.empty() && savepoints_.back().name != name) savepoints_.pop_back();
  if (savepoints_.empty()) {
    forget();  // an error, or a savepoint that was not seen
  } else {
    settings_ = savepoints_.back().settings;
  }
}

void Session::apply(const sql::Operation& operation, bool in_transaction) {
  if (const auto* variable = std::get_if<sql::SetVariable>(&operation)) {
    set_by(*variable);
  } else if (const auto* select = std::get_if<sql::Select>(&operation)) {
    if (may_set(*select)) forget();
    for (const sql::SetConfig& one : select->settings) call(one);
  } else if (const auto* block = std::get_if<sql::DoBlock>(&operation)) {
    if (may_set(*block)) forget();
  } else if (std::holds_alternative<sql::Call>(operation)) {
    forget();
  } else if (const auto* other = std::get_if<sql::Other>(&operation)) {
    if (other->tag == "DISCARD ALL") reset_all();
  }
  if (!in_transaction) commit();
}

void Session::merge(const Session& other) {
  for (auto& [name, setting] : settings_) {
    const Setting& there = other.settings_.at(name);
    const bool same_now = value(name) == other.value(name);
    if (setting.session != there.session) setting.session.reset();
    if (!same_now) {
      setting.local = Value();
    } else if (setting.local.has_value() != there.local.has_value()) {
      setting.local = Value(value(name));
    }
  }
}

std::optional<long long> milliseconds(const std::string& value) {
  if (value == "0") return 0;  // what nearly all are
  const char* begin = value.c_str();
  char* end = nullptr;
  errno = 0;
  double number = static_cast<double>(std::strtoll(begin, &end, 0));
  if (errno == ERANGE || *end == '.' || *end == 'e' || *end == 'E') {
    errno = 0;
    number = std::strtod(begin, &end);
  }
  if (end == begin || errno == ERANGE || !std::isfinite(number)) return std::nullopt;
  const std::optional<double> factor = factor_of(trim(std::string_view(end)));
  if (!factor) return std::nullopt;
  const double whole = std::rint(number * *factor);
  if (whole < 0 || whole > INT_MAX) return std::nullopt;
  return static_cast<long long>(whole);
}

std::vector<std::string> schemas_of(const std::string& search_path) {
  std::vector<std::string> schemas;
  std::string name;
  bool inside = false, any = false;
  for (std::size_t i = 0; i <= search_path.size(); ++i) {
    const char c = i < search_path.size() ? search_path[i] : ',';
    if (c == '"') {
      const bool doubled = inside && i + 1 < search_path.size() && search_path[i + 1] == '"';
      if (doubled) name += search_path[i++];
      if (!doubled) inside = !inside;
      any = true;
    } else if (c == ',' && (!inside || i == search_path.size())) {
      if (any) schemas.push_back(name);
      name.clear();
      any = false;
    } else if (inside) {
      name += c;
    } else if (c != ' ' && c != '\t' && c != '\n') {
      name += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      any = true;
    }
  }
  return schemas;
}

}  // namespace migcheck
