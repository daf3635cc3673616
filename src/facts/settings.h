#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "core/ternary.h"
#include "facts/table_sizes.h"

namespace re2 {
class RE2;
}

namespace migcheck {

// What a project tells about itself, and facts are made of besides the migrations.
struct FactSettings {
  TableSizes sizes;                    // as `migcheck stats` exported them
  std::set<std::string> large_tables;  // "schema.table": large whatever `sizes` says
  std::set<std::string> small_tables;  // … and small
  std::int64_t small_rows = 50'000;    // a table is small up to both of these
  std::int64_t small_bytes = std::int64_t{16} << 20;
  std::optional<int> pg_minor;  // of the server: the 2 of 14.2

  std::set<std::string> unwanted_types;      // as they are written: "xml", "double precision"
  std::set<std::string> allowed_extensions;  // empty: nothing is said about extensions
  std::set<std::string> excluded_tables;     // "name" or "schema.name": not the project's own
  std::set<std::string> required_columns;    // of every new table

  std::shared_ptr<const re2::RE2> file_names;  // whole names of revisions' files; null: any
  bool header_comments = false;                // SQL files begin with a comment that says why
  std::string version_table;                   // that every migration writes to; empty: none
  std::size_t unrelated_tables = 4;            // how many of them one revision may change

  // Whole names, by the kind of what is named: "table", "column", "index", "constraint", …
  std::map<std::string, std::shared_ptr<const re2::RE2>> name_patterns;

  // What a connection has set when a migration begins, by names in lower case: lock_timeout, …; of
  // the role, the database or env.py.
  std::map<std::string, std::string> session;

  // What a revision's file has to say somewhere before it may destroy data; empty: nothing.
  std::string acknowledgement;
};

// Of a project that says nothing.
inline const FactSettings no_settings;

// Whether a table is small enough for nobody to notice a lock on it. Unknown where nothing is known
// of its size: that counts as large.
Ternary is_small(const FactSettings& settings, const std::string& table);

// "public.orders (12 million rows, 3.1 GB)"; the name alone where the size is not known.
std::string sized_table(const FactSettings& settings, const std::string& table);

}  // namespace migcheck
