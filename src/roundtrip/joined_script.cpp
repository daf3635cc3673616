#include "roundtrip/joined_script.h"

#include <algorithm>

#include "core/text.h"
#include "roundtrip/script_run.h"
#include "sql/split.h"

namespace migcheck {

namespace {

bool changes_reading(const std::string& sql) {
  const std::string lower = to_lower(sql);
  return lower.find("standard_conforming_strings") != lower.npos ||
         lower.find("client_encoding") != lower.npos || lower.find("set names") != lower.npos;
}

bool can_be_joined(const Statement& statement) {
  return !statement.is_opaque() && !changes_reading(statement.sql);
}

// Whether each of these parts of the text holds one statement, and that to its end.
bool holds_one_each(const std::string& text, const std::vector<Span>& parts) {
  const std::vector<Span> found = sql::split(text);
  return std::equal(found.begin(), found.end(), parts.begin(), parts.end(),
                    [](const Span& statement, const Span& part) {
                      return part.begin <= statement.begin && statement.end <= part.end;
                    });
}

}  // namespace

std::optional<std::string> joined(const Script& script) {
  const std::vector<Statement>& statements = script.statements;
  if (!fits_given_transaction(script)) return std::nullopt;
  if (!std::all_of(statements.begin(), statements.end(), can_be_joined)) return std::nullopt;
  std::string text;
  std::vector<Span> parts;
  for (const Statement& statement : statements) {
    parts.push_back({text.size(), text.size() + statement.sql.size()});
    text += statement.sql + "\n;\n";
  }
  const std::string next = "COMMIT";  // which nothing must swallow, either
  parts.push_back({text.size(), text.size() + next.size()});
  if (!holds_one_each(text + next, parts)) return std::nullopt;
  return text;
}

}  // namespace migcheck
