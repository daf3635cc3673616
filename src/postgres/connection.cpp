#include "postgres/connection.h"

#include <pqxx/pqxx>
#include <utility>

#include "core/error.h"
#include "core/text.h"

namespace migcheck {

struct Connection::Session {
  explicit Session(const std::string& options) : connection(options), quiet(connection) {}

  pqxx::connection connection;
  pqxx::quiet_errorhandler quiet;  // without it, libpqxx writes notices to standard error
};

namespace {

// Values in a connection string: \ and ' are escaped. Source: libpq, "Keyword/Value Strings".
std::string option(const std::string& name, const std::string& value) {
  const std::string escaped = replace_all(replace_all(value, "\\", "\\\\"), "'", "\\'");
  return name + "='" + escaped + "' ";
}

std::string options_of(const Address& address) {
  return option("host", address.folder) + option("dbname", address.database) +
         option("user", address.role) + option("application_name", "migcheck") +
         option("client_encoding", "UTF8") + option("connect_timeout", "10");
}

// The field of SqlFailure that a line of the message begins, and where its text starts.
std::string* field_of(SqlFailure& failure, std::string_view& line) {
  const std::pair<std::string_view, std::string*> fields[] = {
      {"DETAIL:  ", &failure.detail},   {"HINT:  ", &failure.hint},
      {"CONTEXT:  ", &failure.context}, {"ERROR:  ", &failure.message},
      {"FATAL:  ", &failure.message},   {"PANIC:  ", &failure.message}};
  for (const auto& [label, field] : fields) {
    if (!line.starts_with(label)) continue;
    line.remove_prefix(label.size());
    return field;
  }
  return nullptr;
}

SqlFailure lost(const std::string& text) {
  SqlFailure failure = failure_from(text, "");
  if (failure.message.empty()) failure.message = "the connection was lost";
  failure.connection_lost = true;
  return failure;
}

std::vector<Connection::Row> rows_of(const pqxx::result& result) {
  std::vector<Connection::Row> rows;
  rows.reserve(static_cast<std::size_t>(result.size()));
  for (const auto& row : result) {
    Connection::Row& cells = rows.emplace_back();
    for (const auto& field : row) cells.emplace_back(field.is_null() ? "" : field.c_str());
  }
  return rows;
}

}  // namespace

std::string SqlFailure::text() const {
  std::string text = message;
  if (!sqlstate.empty()) text += " (SQLSTATE " + sqlstate + ")";
  if (!detail.empty()) text += "\ndetail: " + detail;
  if (!hint.empty()) text += "\nhint: " + hint;
  return text;
}

SqlFailure failure_from(const std::string& text, const std::string& sqlstate) {
  SqlFailure failure;
  failure.sqlstate = sqlstate;
  std::string* field = &failure.message;
  bool excerpt = false;  // "LINE 1: …" and the caret below it: the statement is shown anyway
  for (std::string_view line : split(trim(text), '\n')) {
    if (line.starts_with("LINE ")) {
      excerpt = true;
      continue;
    }
    std::string* begun = field_of(failure, line);
    if (begun != nullptr) {
      field = begun;
    } else if (std::exchange(excerpt, false)) {
      continue;
    } else if (!field->empty()) {
      *field += '\n';
    }
    excerpt = false;
    field->append(line);
  }
  return failure;
}

std::string quote_literal(const std::string& text) {
  const bool has_backslash = text.find('\\') != std::string::npos;
  return (has_backslash ? "E'" : "'") + replace_all(replace_all(text, "\\", "\\\\"), "'", "''") +
         "'";
}

Connection::Connection(const Address& address) {
  try {
    session_ = std::make_unique<Session>(options_of(address));
  } catch (const std::exception& error) {
    throw Error("cannot connect to PostgreSQL: " + failure_from(error.what(), "").message);
  }
}

Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

std::optional<SqlFailure> Connection::execute(const std::string& sql) {
  try {
    pqxx::nontransaction(session_->connection).exec(sql);
    return std::nullopt;
  } catch (const pqxx::sql_error& error) {
    return failure_from(error.what(), error.sqlstate());
  } catch (const std::exception& error) {
    return lost(error.what());
  }
}

std::vector<Connection::Row> Connection::query(const std::string& sql) {
  try {
    return rows_of(pqxx::nontransaction(session_->connection).exec(sql));
  } catch (const pqxx::sql_error& error) {
    throw Error("PostgreSQL refuses a query of migcheck: " +
                failure_from(error.what(), error.sqlstate()).text());
  } catch (const std::exception& error) {
    throw Error("the connection to PostgreSQL was lost: " + lost(error.what()).message);
  }
}

std::string Connection::server_version() {
  const std::string version = query("SHOW server_version").at(0).at(0);
  return version.substr(0, version.find(' '));
}

}  // namespace migcheck
