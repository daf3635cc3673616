#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/error.h"
#include "postgres/database_url.h"

namespace migcheck {

// What PostgreSQL says about a statement that it refuses.
struct SqlFailure {
  std::string sqlstate;               // five characters; empty where the connection itself broke
  std::string message;                // "type \"mood\" already exists"
  std::string detail, hint, context;  // mostly empty
  bool connection_lost = false;
  double ms = 0;  // from when the statement was sent until it had failed

  // `message (SQLSTATE 42710)`, and a line each for detail and hint.
  std::string text() const;
};

// Where a server listens, and as whom to go there.
struct Address {
  std::string folder;  // of the unix socket
  std::string database;
  std::string role;
  std::optional<DatabaseUrl> url = {};  // says all that, but for the database
};

// One of our own statements that PostgreSQL does not run.
struct QueryRefused : Error {
  explicit QueryRefused(SqlFailure why);

  SqlFailure failure;
};

// A session that the server has ended, or that has ended with it.
struct ConnectionLost : Error {
  using Error::Error;
};

// One session of a server. Statements go through the simple query protocol, exactly as they are
// written: several at once are allowed, and BEGIN and COMMIT are statements like others.
class Connection {
 public:
  using Row = std::vector<std::string>;  // NULL is ""

  // Error when the server does not let us in.
  explicit Connection(const Address& address);
  explicit Connection(const DatabaseUrl& url);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // Runs the text of a migration: what is wrong with it is returned.
  std::optional<SqlFailure> execute(const std::string& sql);

  // Runs one of our own statements: what is wrong with it is QueryRefused, an end of the
  // session ConnectionLost. Of several at once the last one's rows are returned.
  std::vector<Row> query(const std::string& sql);

  // "15.18"
  std::string server_version();

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

// Takes PostgreSQL's message apart, as libpq formats it with verbosity "verbose":
// "ERROR:  42P01: …\nDETAIL:  …".
SqlFailure failure_from(const std::string& text);

// A text as an SQL literal.
std::string quote_literal(const std::string& text);

// A name as an SQL identifier, in quotes.
std::string quote_identifier(const std::string& name);

}  // namespace migcheck
