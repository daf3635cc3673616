#pragma once

#include <functional>
#include <string>
#include <vector>

#include "postgres/connection.h"

namespace migcheck {

// Whether a transaction is open already; it then goes on afterwards.
enum class Within { no_transaction, transaction };

// A query of ours that a session plans once, for planning it takes longer than running it. What
// differs from one time to the next is a setting that it asks for: PostgreSQL plans a query that
// has parameters anew the first five times. Source: PostgreSQL, PREPARE, "Notes".
struct PlannedQuery {
  std::string name;                            // of the prepared statement
  std::function<std::string(int major)> text;  // for a server of that major version
};

// A stretch of queries of ours among a migration's statements, with settings of their own, of which
// neither settings nor locks stay. One at a time for each session.
class Reading {
 public:
  // `settings` are SET LOCAL statements, each with a semicolon. Nothing is sent yet.
  Reading(Connection& connection, Within within, std::string settings);

  // As Connection::query().
  std::vector<Connection::Row> query(const std::string& sql);
  std::vector<Connection::Row> query(const PlannedQuery& query);

  // To be called after the last query; after an error the transaction has failed in any case.
  void end();

 private:
  std::string begin();

  Connection& connection_;
  const Within within_;
  const std::string settings_;
  bool has_begun_ = false;
};

}  // namespace migcheck
