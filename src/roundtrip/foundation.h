#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/rehearsal_limits.h"
#include "postgres/connection.h"

namespace migcheck {

// What a rehearsal's database has before the first revision, and how its sessions are set.
struct Foundation {
  std::vector<std::string> extensions;  // the migrations' role may only make trusted ones
  std::vector<std::string> schemas;
  std::string baseline;                        // SQL; empty: the history starts from nothing
  std::string baseline_path;                   // for messages
  std::map<std::string, std::string> session;  // a setting's name → its value, as SET takes it
};

// As a superuser. Error with PostgreSQL's words for one that cannot be made, and what to install.
void make_extensions(Connection& admin, const Foundation& foundation);

// As the migrations' role.
void make_schemas(Connection& session, const Foundation& foundation);

// As the migrations' role; the session should not be used afterwards, for a dump changes its
// settings. What PostgreSQL refuses is an Error. psql's \restrict and \unrestrict, which pg_dump
// writes, are passed over.
void run_baseline(Connection& session, const Foundation& foundation);

// SQL that keeps one statement from holding everything up. A migration may set them otherwise.
std::vector<std::string> timeout_settings(const RehearsalLimits& limits);

// Error for a value that PostgreSQL does not take.
void apply_session(Connection& session, const Foundation& foundation);

}  // namespace migcheck
