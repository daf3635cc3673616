#include "core/text.h"
#include "dialect/sql/annotated.h"
#include "dialect/sql/layout_table.h"
#include "dialect/sql/names.h"

namespace migcheck::sql_files {

namespace {

// The files run in the order of their names, whatever stands behind the version.
std::optional<NamedFile> read_name(std::string_view path) {
  auto named = numbered_file(path, "_-. ", ".sql");
  if (!named) return std::nullopt;
  named->part = NamedFile::Part::both;
  named->same = text_key(named->version);
  named->order = text_key(path);
  return named;
}

bool concerns(const ProjectFiles& project, const std::string&,
              const std::vector<std::string>& files) {
  return any_holds(project, files, "migrate:up");
}

Runner runner(const ProjectFiles&, const SourceFile&) { return Runner::one_transaction; }

// "migrate:up transaction:false": the direction's word has ended, and an option says so.
bool has_no_transaction(std::string_view options) {
  for (const std::string_view option : split_words(options)) {
    if (option == "transaction:false") return true;
  }
  return false;
}

bool is_marker(std::string_view comment, std::string_view marker) {
  if (!comment.starts_with(marker)) return false;
  const std::string_view rest = comment.substr(marker.size());
  return rest.empty() || rest[0] == ' ' || rest[0] == '\t';
}

Sections sections(const SourceFilePtr& file) {
  Sections made;
  const std::string_view text = file->text;
  for (const Span line : lines_of(text)) {
    const std::string_view comment = comment_of(text.substr(line.begin, line.end - line.begin));
    const bool up = is_marker(comment, "migrate:up");
    if (!up && !is_marker(comment, "migrate:down")) continue;
    if (!made.list.empty()) made.list.back().text.end = line.begin;
    const Runner chosen =
        has_no_transaction(comment) ? Runner::simple_query : Runner::one_transaction;
    made.list.push_back(
        {up ? Direction::upgrade : Direction::downgrade, line, {line.end, text.size()}, chosen});
  }
  if (made.list.empty() || made.list.front().direction != Direction::upgrade) {
    made.problems.push_back({file,
                             {0, 0},
                             "does not begin with `-- migrate:up`",
                             "Put `-- migrate:up` before the first statement"});
  }
  return made;
}

std::string script_name(Direction direction, const std::string&) {
  return direction == Direction::upgrade ? "`-- migrate:up`" : "`-- migrate:down`";
}

}  // namespace

Layout dbmate() { return {"dbmate", read_name, concerns, runner, sections, script_name, true, ""}; }

}  // namespace migcheck::sql_files
