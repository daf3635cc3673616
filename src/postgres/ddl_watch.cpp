#include "postgres/ddl_watch.h"

#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "core/text.h"

namespace migcheck {

namespace {

// Everything is named with its schema: the migration may have set any search_path.
std::string make_sql(const std::string& last_relation) {
  const std::string rows =
      "SELECT pg_catalog.json_build_object('sql', pg_catalog.current_query(), 'transaction', "
      "pg_catalog.min(virtualtransaction), 'locks', pg_catalog.json_agg("
      "pg_catalog.json_build_array(relation::pg_catalog.text, mode, "
      "pg_catalog.pg_relation_filenode(relation)::pg_catalog.text))) "
      "FROM pg_catalog.pg_lock_status() "
      "WHERE pid OPERATOR(pg_catalog.=) pg_catalog.pg_backend_pid() AND granted "
      "AND locktype OPERATOR(pg_catalog.=) 'relation' AND relation OPERATOR(pg_catalog.>=) 16384 "
      "AND relation OPERATOR(pg_catalog.<=) " +
      last_relation;
  return "CREATE FUNCTION pg_catalog.migcheck_ddl_watch() RETURNS event_trigger LANGUAGE plpgsql "
         "AS $body$ BEGIN RAISE LOG 'migcheck DDL %', (" +
         rows +
         "); END $body$; CREATE EVENT TRIGGER migcheck_ddl_watch ON ddl_command_end "
         "EXECUTE FUNCTION pg_catalog.migcheck_ddl_watch()";
}

constexpr const char* kDrop =
    "DROP EVENT TRIGGER migcheck_ddl_watch; DROP FUNCTION pg_catalog.migcheck_ddl_watch()";

std::size_t size_of(const std::string& path) {
  std::error_code unknown;
  const std::uintmax_t size = std::filesystem::file_size(path, unknown);
  return unknown ? 0 : static_cast<std::size_t>(size);
}

std::string text_or_nothing(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : std::string();
}

DdlCommand command_from(const nlohmann::json& json) {
  DdlCommand command{text_or_nothing(json["sql"]), text_or_nothing(json["transaction"]), {}};
  if (!json["locks"].is_array()) return command;  // null: it holds none
  for (const nlohmann::json& lock : json["locks"]) {
    auto held =
        held_lock(text_or_nothing(lock[0]), text_or_nothing(lock[1]), text_or_nothing(lock[2]));
    if (held) command.locks.push_back(std::move(*held));
  }
  return command;
}

}  // namespace

std::vector<DdlCommand> ddl_commands_in(const std::string& log) {
  static const re2::RE2 line(R"re(^\S+ \S+ \S+ \[\d+\] LOG:  migcheck DDL (\{.*\})$)re");
  std::vector<DdlCommand> commands;
  for (const std::string_view one : split(log, '\n')) {
    std::string text;
    if (!re2::RE2::FullMatch(re2::StringPiece(one.data(), one.size()), line, &text)) continue;
    const nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
    if (json.is_object()) commands.push_back(command_from(json));
  }
  return commands;
}

DdlWatch::DdlWatch(Connection& admin, std::string log)
    : admin_(admin), log_(std::move(log)), read_(size_of(log_)) {
  admin_.query(make_sql(admin_.query("SELECT max(oid) FROM pg_catalog.pg_class").at(0).at(0)));
}

DdlWatch::~DdlWatch() {
  try {
    admin_.execute(kDrop);
  } catch (const std::exception&) {
    // The session is gone, and the database with it.
  }
}

std::vector<DdlCommand> DdlWatch::take() {
  std::ifstream file(log_, std::ios::binary);
  file.seekg(static_cast<std::streamoff>(read_));
  const std::string fresh{std::istreambuf_iterator<char>(file), {}};
  read_ += fresh.size();
  return ddl_commands_in(fresh);
}

}  // namespace migcheck
