#pragma once

// Internal to sql/: PostgreSQL's own structs, for native_tree.cpp and native_deparse.cpp only.
// Their names are those of others, too: of sql/ only message_tree.h may be included beside this.

#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "sql/message_tree.h"

extern "C" {
#include <postgres.h>
// What the others take to be there.
#include <lib/stringinfo.h>
#include <nodes/parsenodes.h>
#include <nodes/pg_list.h>
#include <nodes/primnodes.h>
#include <nodes/value.h>
#include <pg_query/pg_query_internal.h>
}

namespace migcheck::sql {

template <typename T>
concept Number = std::is_arithmetic_v<T>;
template <typename T>
concept Enum = std::is_enum_v<T>;
template <typename T>
concept Struct = std::is_class_v<T>;

// What PostgreSQL's functions allocate lives as long as this.
class ParserMemory {
 public:
  ParserMemory() : context_(pg_query_enter_memory_context()) {}
  ~ParserMemory() { pg_query_exit_memory_context(context_); }
  ParserMemory(const ParserMemory&) = delete;
  ParserMemory& operator=(const ParserMemory&) = delete;

 private:
  MemoryContext context_;
};

}  // namespace migcheck::sql
