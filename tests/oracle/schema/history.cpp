#include "history.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

#include "config/configuration.h"
#include "core/error.h"
#include "core/text.h"
#include "dialect/graph.h"
#include "dialect/history.h"
#include "git/directory_tree.h"
#include "roundtrip/version_table.h"
#include "sql/split.h"

namespace migcheck::schema_oracle {

namespace {

namespace fs = std::filesystem;

SourceFilePtr read_file(const std::string& path) {
  std::ifstream stream(path);
  if (!stream) throw Error("cannot read " + path);
  SourceFile file{path, {std::istreambuf_iterator<char>(stream), {}}};
  return std::make_shared<const SourceFile>(std::move(file));
}

// "clerk, auditor" → {"clerk", "auditor"}.
std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> list;
  for (const std::string_view part : split(text, ',')) list.emplace_back(trim(part));
  return list;
}

// What follows `prefix` in the line; nothing where it does not begin so.
std::optional<std::string_view> after(std::string_view line, std::string_view prefix) {
  if (!line.starts_with(prefix)) return std::nullopt;
  return trim(line.substr(prefix.size()));
}

// The statements of a part of the file.
Script script_of(const SourceFile& file, Span part) {
  Script script;
  script.span = part;
  const std::string_view text = std::string_view(file.text).substr(0, part.end);
  for (const Span span : sql::split(text.substr(part.begin))) {
    Statement statement;
    statement.span = {part.begin + span.begin, part.begin + span.end};
    statement.sql = text.substr(statement.span.begin, span.end - span.begin);
    script.statements.push_back(std::move(statement));
  }
  script.state = script.statements.empty() ? Script::State::empty : Script::State::present;
  return script;
}

// As a first revision, the table in which the dialect's own tool keeps its versions.
std::optional<Revision> version_table(const std::string& dialect) {
  std::string sql = version_table_sql(dialect);
  if (sql.empty()) return std::nullopt;
  const auto file =
      std::make_shared<const SourceFile>(SourceFile{"(" + dialect + ")", std::move(sql)});
  Revision revision;
  revision.id = "(version table)";
  revision.file = file;
  revision.upgrade = script_of(*file, {0, file->text.size()});
  return revision;
}

// Reads the lines that take a written history apart.
class Reader {
 public:
  explicit Reader(const std::string& path) : file_(read_file(path)) {
    history_.name = fs::path(path).stem();
    history_.downgrades_must_run = true;
  }

  ReplayedHistory read() {
    std::size_t begin = 0;
    for (const std::string_view line : split(std::string_view(file_->text), '\n')) {
      read_line(trim(line), begin);
      begin += line.size() + 1;
    }
    end_part(file_->text.size());
    if (history_.revisions.empty()) throw Error(file_->path + " has no `-- revision`");
    return std::move(history_);
  }

 private:
  void read_line(std::string_view line, std::size_t begin) {
    if (const auto roles = after(line, "-- roles:")) history_.roles = list_of(*roles);
    if (const auto names = after(line, "-- extensions:")) history_.extensions = list_of(*names);
    if (const auto major = after(line, "-- since:"))
      history_.since = std::stoi(std::string(*major));
    if (const auto title = after(line, "-- revision ")) {
      end_part(begin);
      begin_revision(*title);
      part_ = begin;
    } else if (line == "-- downgrade" && !history_.revisions.empty()) {
      end_part(begin);
      down_ = true;
      history_.downgrades = true;
      part_ = begin;
    }
  }

  void begin_revision(std::string_view title) {
    Revision& revision = history_.revisions.emplace_back();
    const std::size_t colon = title.find(':');
    revision.id = title.substr(0, colon);
    if (colon != title.npos) revision.message = trim(title.substr(colon + 1));
    revision.file = file_;
    down_ = false;
  }

  void end_part(std::size_t end) {
    if (history_.revisions.empty()) return;
    Revision& revision = history_.revisions.back();
    (down_ ? revision.downgrade : revision.upgrade) = script_of(*file_, {part_, end});
  }

  SourceFilePtr file_;
  ReplayedHistory history_;
  std::size_t part_ = 0;
  bool down_ = false;
};

}  // namespace

ReplayedHistory read_written_history(const std::string& path) { return Reader(path).read(); }

ReplayedHistory load_history(const std::string& folder,
                             const std::vector<std::string>& migrations) {
  const std::unique_ptr<FileTree> tree = plain_folder(folder);
  const Configuration configuration = load_configuration(*tree, "");
  HistoryOptions options;
  options.migrations = migrations;
  options.types = configuration.types;
  options.naming_convention = configuration.naming_convention;
  std::vector<History> histories = load_histories(*tree, options);
  if (histories.size() != 1) {
    std::vector<std::string> folders;
    for (const History& one : histories) folders.push_back(join(one.folders, ", "));
    throw Error("there are " + std::to_string(histories.size()) + " histories below " + folder +
                    ": " + join(folders, "; "),
                "choose one with --migrations");
  }
  ReplayedHistory history;
  history.name = join(histories.front().folders, ", ");
  if (auto table = version_table(histories.front().dialect)) {
    history.revisions.push_back(std::move(*table));
  }
  const std::vector<Revision>& revisions = histories.front().revisions;
  const RevisionGraph graph(revisions);
  for (const std::size_t index : graph.upgrade_order()) {
    history.revisions.push_back(revisions[index]);
  }
  return history;
}

}  // namespace migcheck::schema_oracle
