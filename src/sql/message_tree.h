#pragma once

// Internal to sql/: a text's parse tree as libpg_query's messages, and back, by one of two ways
// that come to the same. Names of PostgreSQL's structs must not be hidden here: no other header of
// sql/ is read.

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

#include <optional>
#include <string>

#include "sql/arena.h"

namespace migcheck::sql {

struct ParserError {
  std::string message;  // PostgreSQL's
  int position;         // of a character, counted from 1; 0 where it is not known
};

struct MessageTree {
  PgQuery__ParseResult* result = nullptr;  // in the arena; null if there is an error
  std::optional<ParserError> error;
};

// The tree of a text, and the statements of a tree as libpg_query writes them; empty if it cannot.
MessageTree message_tree(const char* text, Arena& arena);
std::string deparsed_messages(const PgQuery__ParseResult& result);

// The two ways, of which those are one.

// As libpg_query means it to be done: it makes the messages, packs them into bytes, and has them
// unpacked here; and the same in reverse.
MessageTree packed_tree(const char* text, Arena& arena);
std::string packed_deparsed(const PgQuery__ParseResult& result);

// The messages made here from PostgreSQL's own structs, which takes a tenth of the time. Only where
// libpg_query came with PostgreSQL's headers (MIGCHECK_POSTGRES_STRUCTS), as Debian's for 17 does.
MessageTree native_tree(const char* text, Arena& arena);
std::string native_deparsed(const PgQuery__ParseResult& result);

}  // namespace migcheck::sql
