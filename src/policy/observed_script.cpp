#include "policy/observed_script.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/password.h"
#include "core/source_file.h"
#include "core/text.h"
#include "sql/parse.h"
#include "sql/secret.h"
#include "sql/shape.h"

namespace migcheck {

namespace {

using Parts = std::vector<sql::ParsedStatement>;

bool only_reads(const sql::Operation& operation) {
  if (const auto* select = std::get_if<sql::Select>(&operation)) {
    return select->writes.empty() && select->settings.empty() && select->sequences.empty();
  }
  if (const auto* copy = std::get_if<sql::Copy>(&operation)) return !copy->from;
  const auto* other = std::get_if<sql::Other>(&operation);
  return other != nullptr && (other->tag == "SHOW" || other->tag == "EXPLAIN");
}

bool changes_rows(const sql::Operation& operation) {
  return std::holds_alternative<sql::Insert>(operation) ||
         std::holds_alternative<sql::Update>(operation) ||
         std::holds_alternative<sql::Delete>(operation) ||
         std::holds_alternative<sql::Merge>(operation) ||
         std::holds_alternative<sql::Select>(operation);
}

template <typename Property>
bool all_parts(const Parts& parts, Property property) {
  return std::ranges::all_of(
      parts, [&](const sql::ParsedStatement& part) { return property(part.operation); });
}

bool is_readable(const Parts& parts) {
  return std::ranges::none_of(
      parts, [](const sql::ParsedStatement& part) { return part.error.has_value(); });
}

// The lines of a statement of the script, and what is known of it.
struct Read {
  std::size_t first = 1, last = 1;
  std::size_t size = 0;  // of its text in the file
  std::string shape;     // "": it is opaque
  bool asks = false;     // opaque, and not refused

  bool has(std::size_t line) const { return first <= line && line <= last; }
  std::size_t distance(std::size_t line) const {
    if (has(line)) return 0;
    return line < first ? first - line : line - last;
  }
};

// What an opaque statement was seen to do.
struct Seen {
  std::size_t reads = 0;
  bool is_unclear = false;            // some of it cannot be read
  std::vector<std::string> sql;       // of the rest
  std::set<std::string> row_changes;  // by shape
};

class Completion {
 public:
  Completion(Script script, std::string_view file) : script_(std::move(script)), file_(file) {
    for (const Statement& statement : script_.statements) reads_.push_back(read(statement));
    seen_.resize(reads_.size());
  }

  void add(const ExecutedStatement& executed) {
    const std::string shape = sql::shape_of(executed.sql);
    const std::optional<std::size_t> owner = owner_of(executed.line, shape);
    if (!owner) return;
    Seen& seen = seen_[*owner];
    auto parts = std::make_shared<const Parts>(sql::parse(executed.sql));
    if (executed.cut || !is_readable(*parts)) {
      seen.is_unclear = true;
    } else if (all_parts(*parts, only_reads)) {
      ++seen.reads;
    } else if (is_news(seen, shape, *parts)) {
      seen.sql.push_back(in_short(executed.sql));
      observed_.emplace_back(*owner, observed(*owner, executed, std::move(parts)));
    }
  }

  // Statements that follow each other directly may be the body of one loop: what they executed
  // stays in its order.
  Script take() {
    std::vector<Statement> all;
    for (std::size_t begin = 0; begin < reads_.size();) {
      std::size_t end = begin;
      while (end < reads_.size() && reads_[end].asks) ++end;
      if (end == begin) ++end;
      for (std::size_t i = begin; i < end; ++i) all.push_back(described(i));
      for (auto& [owner, statement] : observed_) {
        const bool here = begin <= owner && owner < end && !seen_[owner].is_unclear;
        if (here) all.push_back(std::move(statement));
      }
      begin = end;
    }
    script_.statements = std::move(all);
    return std::move(script_);
  }

 private:
  Read read(const Statement& statement) const {
    const std::size_t end = std::max(statement.span.end, statement.span.begin + 1);
    Read read;
    read.first = position_at(file_, statement.span.begin).line;
    read.last = position_at(file_, end - 1).line;
    read.size = end - statement.span.begin;
    read.asks = statement.is_opaque() && !statement.refused;
    if (!statement.is_opaque()) read.shape = sql::shape_of(statement.sql);
    return read;
  }

  // The opaque statement that has executed it: the innermost one around the line, or, where nothing
  // was read from there, the one next to it. Nothing: it was read.
  std::optional<std::size_t> owner_of(std::size_t line, const std::string& shape) const {
    const bool any = std::ranges::any_of(reads_, [&](const Read& one) { return one.has(line); });
    std::optional<std::size_t> owner;
    std::pair<std::size_t, std::size_t> least{};
    for (std::size_t i = 0; i < reads_.size(); ++i) {
      const Read& one = reads_[i];
      if (any && !one.has(line)) continue;
      if (one.shape == shape) return std::nullopt;
      const std::pair rank{one.distance(line), one.size};
      if (!one.asks || (owner && least <= rank)) continue;
      owner = i;
      least = rank;
    }
    return owner;
  }

  // Rows that are changed one by one are enough once. What else is said again stays: a loop's BEGIN
  // and COMMIT hold it together.
  static bool is_news(Seen& seen, const std::string& shape, const Parts& parts) {
    return !all_parts(parts, changes_rows) || seen.row_changes.insert(shape).second;
  }

  Statement observed(std::size_t owner, const ExecutedStatement& executed,
                     std::shared_ptr<const Parts> parts) const {
    Statement statement = script_.statements[owner];
    statement.opaque_reason.clear();
    statement.sql = executed.sql;
    statement.parsed = std::move(parts);
    statement.observed = true;
    if (executed.autocommit) statement.in_transaction = false;
    if (!reads_[owner].has(executed.line)) statement.span = code_of(executed.line);
    return statement;
  }

  // A line without its indentation.
  Span code_of(std::size_t line) const {
    Span span = line_span(file_, line);
    const std::size_t code = file_.find_first_not_of(" \t", span.begin);
    span.begin = std::min(code, span.end);
    return span;
  }

  Statement described(std::size_t index) {
    Statement statement = std::move(script_.statements[index]);
    if (!reads_[index].asks) return statement;
    const Seen& seen = seen_[index];
    const bool followed_up = !seen.is_unclear && !seen.sql.empty();
    statement.observation = Observation{text_of(seen), followed_up};
    return statement;
  }

  static std::string text_of(const Seen& seen) {
    constexpr std::size_t shown = 3;
    const std::string begin = "When it was rehearsed, it ";
    if (seen.is_unclear) return begin + "executed what could not be read either.";
    if (seen.sql.empty()) {
      return begin + (seen.reads > 0 ? "only read." : "was not seen to execute anything.");
    }
    std::string text = begin +
                       "executed the following, which was checked. It may be something else "
                       "in another database.";
    for (std::size_t i = 0; i < std::min(seen.sql.size(), shown); ++i) text += "\n" + seen.sql[i];
    if (seen.sql.size() > shown) text += fmt::format("\n… and {} more", seen.sql.size() - shown);
    return text;
  }

  static std::string in_short(const std::string& sql) {
    constexpr std::size_t longest = 100;
    return on_one_line(masked(sql, sql::passwords_of(sql)), longest);
  }

  Script script_;
  std::string_view file_;
  std::vector<Read> reads_;                                  // parallel to the script's statements
  std::vector<Seen> seen_;                                   // likewise
  std::vector<std::pair<std::size_t, Statement>> observed_;  // with its owner; in order
};

}  // namespace

Script with_observed(Script script, std::string_view file,
                     std::span<const ExecutedStatement> executed) {
  Completion completion(std::move(script), file);
  for (const ExecutedStatement& one : executed) completion.add(one);
  return completion.take();
}

}  // namespace migcheck
