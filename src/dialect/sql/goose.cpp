#include <algorithm>
#include <map>

#include "core/text.h"
#include "dialect/sql/annotated.h"
#include "dialect/sql/layout_table.h"
#include "dialect/sql/names.h"
#include "sql/split.h"

namespace migcheck::sql_files {

namespace {

std::optional<NamedFile> read_name(std::string_view path) {
  if (auto code = numbered_file(path, "_", ".go")) {
    if (path.ends_with("_test.go")) return std::nullopt;
    code->part = NamedFile::Part::code;
    return code;
  }
  auto named = numbered_file(path, "_", ".sql");
  if (named) named->part = NamedFile::Part::both;
  return named;
}

bool concerns(const ProjectFiles& project, const std::string&,
              const std::vector<std::string>& files) {
  return any_holds(project, files, "+goose ");
}

Runner runner(const ProjectFiles&, const SourceFile&) { return Runner::one_transaction; }

bool ends_in_semicolon(std::string_view line) {
  std::string_view last;
  for (const std::string_view word : split_words(line)) {
    if (word.starts_with("--")) break;
    last = word;
  }
  return last.ends_with(';');
}

// Reads a file line by line, as goose does: it knows nothing of strings, and ends a statement at
// every line that ends in a semicolon, unless StatementBegin holds.
class Reader {
 public:
  explicit Reader(const SourceFilePtr& file) : file_(file), text_(file->text) {}

  Sections read() {
    for (const Span line : lines_of(text_)) read_line(line);
    end_section(text_.size());
    if (made_.list.empty()) {
      object({0, 0}, "has no `-- +goose Up`", "Put `-- +goose Up` before the first statement");
    }
    for (Section& section : made_.list) {
      section.runner = transaction_ ? Runner::one_transaction : Runner::each_statement;
      check_statements(section);
    }
    return std::move(made_);
  }

 private:
  void read_line(Span line) {
    const std::string comment = to_lower(comment_of(text_of(line)));
    if (!comment.starts_with("+goose ")) {
      if (in_block_) return;
      if (ends_in_semicolon(text_of(line))) ends_.push_back(line.end);
      return;
    }
    const std::string_view command = trim(std::string_view(comment).substr(7));
    if (command == "up") begin_section(Direction::upgrade, line);
    if (command == "down") begin_section(Direction::downgrade, line);
    if (command == "statementbegin") in_block_ = true;
    if (command == "statementend") in_block_ = false;
    if (command == "no transaction") transaction_ = false;
    if (command == "envsub on") {
      made_.placeholder_reason = "holds a variable of the environment, which goose puts in";
    }
  }

  void begin_section(Direction direction, Span line) {
    end_section(line.begin);
    made_.list.push_back({direction, line, {line.end, line.end}, Runner::one_transaction});
  }

  void end_section(std::size_t end) {
    if (!made_.list.empty()) made_.list.back().text.end = end;
  }

  // A semicolon inside of a statement is where goose cuts it in two.
  void check_statements(const Section& section) {
    const std::string_view part =
        text_.substr(section.text.begin, section.text.end - section.text.begin);
    for (const Span statement : sql::split(part)) {
      const Span span{section.text.begin + statement.begin, section.text.begin + statement.end};
      const auto cut = std::lower_bound(ends_.begin(), ends_.end(), span.begin);
      if (cut == ends_.end() || *cut >= span.end) continue;
      object(span,
             "holds a statement that goose cuts at the end of line " +
                 std::to_string(position_at(text_, *cut).line),
             "Put `-- +goose StatementBegin` and `-- +goose StatementEnd` around it");
    }
  }

  void object(Span span, std::string message, std::string hint) {
    made_.problems.push_back({file_, span, std::move(message), std::move(hint)});
  }

  std::string_view text_of(Span span) const {
    return text_.substr(span.begin, span.end - span.begin);
  }

  const SourceFilePtr& file_;
  std::string_view text_;
  Sections made_;
  std::vector<std::size_t> ends_;  // of the lines that end a statement
  bool in_block_ = false;
  bool transaction_ = true;
};

Sections sections(const SourceFilePtr& file) { return Reader(file).read(); }

std::string script_name(Direction direction, const std::string&) {
  return direction == Direction::upgrade ? "`-- +goose Up`" : "`-- +goose Down`";
}

}  // namespace

Layout goose() { return {"goose", read_name, concerns, runner, sections, script_name, true, ""}; }

}  // namespace migcheck::sql_files
