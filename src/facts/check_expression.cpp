#include "facts/check_expression.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "facts/builtin_functions.h"

namespace migcheck {

namespace {

using Kind = sql::Expression::Kind;

// Functions that are stable, not volatile, and give something else another day or for another
// session.
constexpr std::array<std::string_view, 12> changing = {"now",
                                                       "transaction_timestamp",
                                                       "statement_timestamp",
                                                       "current_setting",
                                                       "current_database",
                                                       "current_schema",
                                                       "current_schemas",
                                                       "inet_client_addr",
                                                       "inet_client_port",
                                                       "pg_backend_pid",
                                                       "txid_current",
                                                       "pg_current_xact_id"};

bool is_changing(const sql::Expression& call, int pg_version) {
  const bool builtin = call.name.schema.empty() || call.name.schema == "pg_catalog";
  if (!builtin) return false;
  if (std::ranges::find(changing, call.name.name) != changing.end()) return true;
  // age(timestamp) counts from today.
  if (call.name.name == "age" && call.arguments.size() == 1) return true;
  return is_volatile_builtin(call.name, call.arguments.size(), pg_version) == Ternary::yes;
}

}  // namespace

std::string changing_part(const sql::Expression& expression, int pg_version) {
  if (expression.kind == Kind::special) return expression.text;
  if (expression.kind == Kind::function && is_changing(expression, pg_version)) {
    return expression.name.name + "()";
  }
  for (const sql::Expression& part : expression.arguments) {
    std::string found = changing_part(part, pg_version);
    if (!found.empty()) return found;
  }
  return {};
}

std::string not_null_column(const sql::Expression& expression) {
  const bool plain = expression.kind == Kind::is_not_null && expression.arguments.size() == 1 &&
                     expression.arguments.front().kind == Kind::column;
  return plain ? expression.arguments.front().text : std::string();
}

}  // namespace migcheck
