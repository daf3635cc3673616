#include "policy/suppression.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <chrono>

#include "core/did_you_mean.h"
#include "core/text.h"

namespace migcheck {

namespace {

using Kind = SuppressionProblem::Kind;

constexpr const char* form = "write ignore[policy] and then the reason";

SuppressionProblem unknown_policy(const std::string& id, Span span,
                                  const std::vector<std::string>& known) {
  const std::optional<std::string> meant = did_you_mean(id, known);
  return {Kind::unknown_policy, span, fmt::format("there is no policy '{}'", id),
          meant ? fmt::format("did you mean '{}'?", *meant)
                : std::string("run `migcheck policies` for the names")};
}

// Whether it is a day of the calendar, as YYYY-MM-DD.
bool is_date(const std::string& text) {
  static const re2::RE2 form_of_date("([0-9]{4})-([0-9]{2})-([0-9]{2})");
  unsigned year = 0, month = 0, day = 0;
  if (!re2::RE2::FullMatch(text, form_of_date, &year, &month, &day)) return false;
  using namespace std::chrono;
  return year_month_day(std::chrono::year(static_cast<int>(year)), std::chrono::month(month),
                        std::chrono::day(day))
      .ok();
}

}  // namespace

// The parts of a comment that is a suppression.
struct Suppressions::Directive {
  std::string word;  // "ignore" or "ignore-file"
  std::optional<std::string> list;
  std::string until;
  std::string reason;

  static std::optional<Directive> parse(std::string_view comment);
};

std::optional<Suppressions::Directive> Suppressions::Directive::parse(std::string_view comment) {
  // It may follow another tool's directive: `# noqa  # migcheck: ignore[…] …`.
  static const re2::RE2 pattern(
      R"((?:#|--)\s*migcheck:\s*(ignore-file|ignore)(?:\s*(\[)([^\]]*)\]|\b))"
      R"((?:[\s:-]*until=(\S*))?[\s:-]*(.*)$)");
  Directive directive;
  std::string bracket, list;
  const re2::StringPiece text(comment.data(), comment.size());
  if (!re2::RE2::PartialMatch(text, pattern, &directive.word, &bracket, &list, &directive.until,
                              &directive.reason)) {
    return std::nullopt;
  }
  if (!bracket.empty()) directive.list = list;
  directive.reason = trim(directive.reason);
  return directive;
}

Suppressions::Suppressions(SourceFilePtr file, const std::vector<std::string>& known_policies,
                           std::string today)
    : file_(std::move(file)), today_(std::move(today)) {
  if (file_->text.find("migcheck:") == std::string::npos) return;
  const CommentSyntax syntax =
      file_->path.ends_with(".py") ? CommentSyntax::python : CommentSyntax::sql;
  for (const Comment& comment : line_comments(file_->text, syntax)) {
    if (comment.alone) comment_lines_.push_back(comment.line);
    read(comment, known_policies);
  }
}

void Suppressions::read(const Comment& comment, const std::vector<std::string>& known_policies) {
  const std::string_view text =
      std::string_view(file_->text)
          .substr(comment.span.begin, comment.span.end - comment.span.begin);
  const std::optional<Directive> directive = Directive::parse(text);
  if (!directive) return;
  if (!directive->list || trim(*directive->list).empty()) {
    malformed_.push_back({Kind::no_list, comment.span,
                          "this suppression does not name the policies that it ignores", form});
  } else if (directive->reason.empty()) {
    malformed_.push_back(
        {Kind::no_reason, comment.span, "this suppression does not give its reason", form});
  } else if (!directive->until.empty() && !is_date(directive->until)) {
    malformed_.push_back(
        {Kind::bad_date, comment.span,
         fmt::format("'{}' is no date, so this suppresses nothing", directive->until),
         "write until=YYYY-MM-DD"});
  } else if (directive->word == "ignore-file" && !comment.before_code) {
    malformed_.push_back({Kind::unused, comment.span, "ignore-file stands below the first code",
                          "move it to the top of the file, or use ignore"});
  } else {
    add(comment, *directive, known_policies);
  }
}

void Suppressions::add(const Comment& comment, const Directive& directive,
                       const std::vector<std::string>& known_policies) {
  const Scope scope = directive.word == "ignore" ? Scope::statement : Scope::file;
  for (const std::string_view part : split(*directive.list, ',')) {
    const std::string id(trim(part));
    if (id.empty()) continue;
    if (std::find(known_policies.begin(), known_policies.end(), id) == known_policies.end()) {
      malformed_.push_back(unknown_policy(id, comment.span, known_policies));
    } else {
      entries_.push_back(
          {id, directive.reason, scope, comment.line, comment.span, directive.until});
    }
  }
}

bool Suppressions::covers(const Entry& entry, std::size_t first_line, std::size_t last_line) const {
  if (entry.scope == Scope::file) return true;
  if (entry.line >= first_line) return entry.line <= last_line;
  // Above: every line from there to the statement is nothing but a comment.
  const auto first = std::lower_bound(comment_lines_.begin(), comment_lines_.end(), entry.line);
  const auto last = std::lower_bound(first, comment_lines_.end(), first_line);
  return static_cast<std::size_t>(last - first) == first_line - entry.line;
}

std::optional<std::string> Suppressions::reason_for(std::string_view policy, Span span) {
  if (entries_.empty()) return std::nullopt;
  const std::size_t last_byte = std::max(span.begin + 1, span.end) - 1;
  const std::size_t first_line = position_at(file_->text, span.begin).line;
  const std::size_t last_line = position_at(file_->text, last_byte).line;
  Entry* best = nullptr;  // what names the statement goes before what names the file
  for (Entry& entry : entries_) {
    if (entry.policy != policy || is_expired(entry)) continue;
    if (!covers(entry, first_line, last_line)) continue;
    if (!best || (best->scope == Scope::file && entry.scope == Scope::statement)) best = &entry;
  }
  if (!best) return std::nullopt;
  best->used = true;
  return best->reason;
}

std::vector<SuppressionProblem> Suppressions::problems() const {
  std::vector<SuppressionProblem> problems = malformed_;
  for (const Entry& entry : entries_) {
    if (is_expired(entry)) {
      problems.push_back({Kind::expired, entry.span,
                          fmt::format("it held for '{}' until {}", entry.policy, entry.until),
                          "do what was put off, or give it another date", entry.policy});
    } else if (!entry.used) {
      problems.push_back({Kind::unused, entry.span,
                          fmt::format("nothing here violates '{}'", entry.policy),
                          "remove the suppression", entry.policy});
    }
  }
  std::stable_sort(problems.begin(), problems.end(),
                   [](const SuppressionProblem& a, const SuppressionProblem& b) {
                     return a.span.begin < b.span.begin;
                   });
  return problems;
}

}  // namespace migcheck
