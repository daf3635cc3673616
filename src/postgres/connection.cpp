#include "postgres/connection.h"

#include <chrono>
#include <pqxx/pqxx>
#include <sstream>
#include <utility>

#include "core/text.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace migcheck {

namespace {

// With libpq's verbosity 2 the text of a failure has its SQLSTATE, which libpqxx 6 forgets for some
// kinds. The type of the argument is a member of the class in libpqxx 6, and not in 7.
template <typename Base, typename Verbosity>
void be_verbose(pqxx::connection& connection, void (Base::*set)(Verbosity) noexcept) {
  (connection.*set)(static_cast<Verbosity>(2));
}
template <typename Base, typename Verbosity>
void be_verbose(pqxx::connection& connection, void (Base::*set)(Verbosity) & noexcept) {
  (connection.*set)(static_cast<Verbosity>(2));
}

// libpqxx 6.4 drops the last result of a session that the server has ended.
#ifdef __SANITIZE_ADDRESS__
using IgnoreLeaks = __lsan::ScopedDisabler;
#else
struct IgnoreLeaks {};
#endif

}  // namespace

struct Connection::Session {
  explicit Session(const std::string& options) : connection(options), quiet(connection) {
    be_verbose(connection, &pqxx::connection::set_verbosity);
  }

  pqxx::connection connection;
  pqxx::quiet_errorhandler quiet;  // without it, libpqxx writes notices to standard error
};

namespace {

// Values in a connection string: \ and ' are escaped. Source: libpq, "Keyword/Value Strings".
std::string option(const std::string& name, const std::string& value) {
  const std::string escaped = replace_all(replace_all(value, "\\", "\\\\"), "'", "\\'");
  return name + "='" + escaped + "' ";
}

// Everything that the environment could otherwise say (PGPORT, PGOPTIONS; PGHOSTADDR would even
// lead to another server). Source: libpq, "Environment Variables".
std::string options_of(const Address& address) {
  return option("host", address.folder) + option("hostaddr", "") + option("port", "5432") +
         option("dbname", address.database) + option("user", address.role) +
         option("password", "") + option("options", "") + option("sslmode", "disable") +
         option("gssencmode", "disable") + option("channel_binding", "disable") +
         option("target_session_attrs", "any") + option("application_name", "migcheck") +
         option("client_encoding", "UTF8") + option("connect_timeout", "10");
}

struct Field {
  std::string* text;
  std::size_t label;  // its length
};

// Which field of SqlFailure a line of the message begins, if any.
Field field_of(SqlFailure& failure, std::string_view line) {
  const std::pair<std::string_view, std::string*> fields[] = {
      {"ERROR:  ", &failure.message},  {"FATAL:  ", &failure.message},
      {"PANIC:  ", &failure.message},  {"DETAIL:  ", &failure.detail},
      {"HINT:  ", &failure.hint},      {"CONTEXT:  ", &failure.context},
      {"QUERY:  ", &failure.context},  {"LOCATION:  ", nullptr},
      {"SCHEMA NAME:  ", nullptr},     {"TABLE NAME:  ", nullptr},
      {"COLUMN NAME:  ", nullptr},     {"DATATYPE NAME:  ", nullptr},
      {"CONSTRAINT NAME:  ", nullptr}, {"LINE ", nullptr}};
  for (const auto& [label, text] : fields) {
    if (line.starts_with(label)) return {text, label.size()};
  }
  return {nullptr, 0};
}

// "42P01: relation …" → the two of them apart.
void take_sqlstate(SqlFailure& failure) {
  if (failure.message.size() < 7 || failure.message.compare(5, 2, ": ") != 0) return;
  failure.sqlstate = failure.message.substr(0, 5);
  failure.message.erase(0, 7);
}

// COPY … FROM STDIN and TO STDOUT: libpqxx would leave the session in the middle of it.
bool copies_through_client(const std::string& sql) {
  std::istringstream words(to_lower(sql));
  bool copy = false;
  std::string before;
  for (std::string word; words >> word; before = word) {
    if (word == "copy" && (before.empty() || before.ends_with(';'))) copy = true;
    const bool stream = word.starts_with("stdin") || word.starts_with("stdout");
    if (copy && stream && (before == "from" || before == "to")) return true;
  }
  return false;
}

SqlFailure lost(const std::string& text) {
  SqlFailure failure = failure_from(text);
  // libpqxx 6 looks for the encoding of a connection that is no more, and says only that.
  if (failure.message.empty() || failure.message.find("client encoding") != std::string::npos) {
    failure.message = "the session was ended";
  }
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

SqlFailure failure_from(const std::string& text) {
  SqlFailure failure;
  std::string* current = &failure.message;
  for (const std::string_view line : split(trim(text), '\n')) {
    const Field begun = field_of(failure, line);
    if (begun.label > 0) current = begun.text;
    if (current == nullptr) continue;  // "LINE 1: …" with its caret, and where the server noticed
    if (!current->empty()) *current += '\n';
    current->append(line.substr(begun.label));
  }
  take_sqlstate(failure);
  return failure;
}

std::string quote_literal(const std::string& text) {
  const bool has_backslash = text.find('\\') != std::string::npos;
  return (has_backslash ? "E'" : "'") + replace_all(replace_all(text, "\\", "\\\\"), "'", "''") +
         "'";
}

std::string quote_identifier(const std::string& name) {
  return '"' + replace_all(name, "\"", "\"\"") + '"';
}

QueryRefused::QueryRefused(SqlFailure why)
    : Error("PostgreSQL refuses a query of migcheck: " + why.text()), failure(std::move(why)) {}

Connection::Connection(const Address& address) {
  if (address.url) {
    *this = Connection(address.url->with_database(address.database));
    return;
  }
  try {
    session_ = std::make_unique<Session>(options_of(address));
  } catch (const std::exception& error) {
    throw Error("cannot connect to PostgreSQL: " + failure_from(error.what()).message);
  }
}

Connection::Connection(const DatabaseUrl& url) {
  try {
    session_ = std::make_unique<Session>(url.options());
  } catch (const std::exception& error) {
    throw Error("cannot connect to PostgreSQL: " + url.tell(failure_from(error.what()).message));
  }
}

Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

std::optional<SqlFailure> Connection::execute(const std::string& sql) {
  if (copies_through_client(sql)) {
    SqlFailure failure;
    failure.message = "COPY from or to the client cannot be run: a migration sends no rows";
    return failure;
  }
  [[maybe_unused]] const IgnoreLeaks ignore;
  const auto start = std::chrono::steady_clock::now();
  SqlFailure failure;
  try {
    pqxx::nontransaction(session_->connection).exec(sql);
    return std::nullopt;
  } catch (const pqxx::sql_error& error) {
    failure = failure_from(error.what());
  } catch (const std::exception& error) {
    failure = lost(error.what());
  }
  const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
  failure.ms = spent.count();
  return failure;
}

std::vector<Connection::Row> Connection::query(const std::string& sql) {
  [[maybe_unused]] const IgnoreLeaks ignore;
  try {
    return rows_of(pqxx::nontransaction(session_->connection).exec(sql));
  } catch (const pqxx::sql_error& error) {
    throw QueryRefused(failure_from(error.what()));
  } catch (const std::exception& error) {
    throw ConnectionLost("the connection to PostgreSQL was lost: " + lost(error.what()).message);
  }
}

std::string Connection::server_version() {
  const std::string version = query("SHOW server_version").at(0).at(0);
  return version.substr(0, version.find(' '));
}

}  // namespace migcheck
