#include "roundtrip/foundation.h"

#include <re2/re2.h>

#include "core/error.h"
#include "roundtrip/wording.h"

namespace migcheck {

namespace {

void run(Connection& connection, const std::string& sql, const std::string& what,
         const std::string& hint) {
  const auto failure = connection.execute(sql);
  if (failure) throw Error("cannot " + what + ": " + explain(*failure, sql), hint);
}

constexpr const char* kSee = "correct [roundtrip] in the configuration";

}  // namespace

void make_extensions(Connection& admin, const Foundation& foundation) {
  for (const std::string& name : foundation.extensions) {
    run(admin, "CREATE EXTENSION IF NOT EXISTS " + quote_identifier(name) + " CASCADE",
        "make the extension " + name, kSee);
  }
}

void make_schemas(Connection& session, const Foundation& foundation) {
  for (const std::string& name : foundation.schemas) {
    run(session, "CREATE SCHEMA IF NOT EXISTS " + quote_identifier(name), "make the schema " + name,
        kSee);
  }
}

void run_baseline(Connection& session, const Foundation& foundation) {
  std::string sql = foundation.baseline;
  re2::RE2::GlobalReplace(&sql, R"((?m)^\\(un)?restrict( .*)?$)", "");
  run(session, sql, "run the baseline " + foundation.baseline_path,
      "it must run on an empty database, as a role that owns it and is no superuser");
}

std::vector<std::string> timeout_settings(const RehearsalLimits& limits) {
  return {"SET statement_timeout = " + std::to_string(limits.statement.count()),
          "SET lock_timeout = " + std::to_string(limits.lock.count())};
}

void apply_session(Connection& session, const Foundation& foundation) {
  for (const auto& [name, value] : foundation.session) {
    const std::string sql = "SELECT pg_catalog.set_config(" + quote_literal(name) + ", " +
                            quote_literal(value) + ", false)";
    run(session, sql, "set " + name, "correct [session] in the configuration");
  }
}

}  // namespace migcheck
