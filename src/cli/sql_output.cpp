#include "cli/sql_output.h"

#include <nlohmann/json.hpp>

#include "report/lines.h"

namespace migcheck {

namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Revision& revision, Direction direction) {
  const SourceFile& file = *revision.file_of(direction);
  const Lines lines(file.text);
  Json statements = Json::array();
  Json opaque = Json::array();
  for (const Statement& statement : revision.script(direction).statements) {
    const Region place = region(lines, file.text, statement.span);
    if (statement.is_opaque()) {
      opaque.push_back({{"reason", statement.opaque_reason},
                        {"start_line", place.start.line},
                        {"end_line", place.end.line}});
      continue;
    }
    statements.push_back({{"sql", statement.sql},
                          {"start_line", place.start.line},
                          {"end_line", place.end.line},
                          {"transaction", statement.in_transaction},
                          {"conditional", statement.conditional}});
  }
  Json json = {{"statements", std::move(statements)}, {"opaque", std::move(opaque)}};
  if (file.path != revision.path()) json["path"] = file.path;
  return json;
}

}  // namespace

std::string sql_json(std::span<const Revision* const> revisions) {
  Json list = Json::array();
  for (const Revision* revision : revisions) {
    list.push_back({{"revision", revision->id},
                    {"path", revision->path()},
                    {"upgrade", to_json(*revision, Direction::upgrade)},
                    {"downgrade", to_json(*revision, Direction::downgrade)}});
  }
  Json json;
  json["revisions"] = std::move(list);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace migcheck
