#include "sql/message_tree.h"

namespace migcheck::sql {

#if MIGCHECK_POSTGRES_STRUCTS

MessageTree message_tree(const char* text, Arena& arena) { return native_tree(text, arena); }

std::string deparsed_messages(const PgQuery__ParseResult& result) {
  return native_deparsed(result);
}

#else

MessageTree message_tree(const char* text, Arena& arena) { return packed_tree(text, arena); }

std::string deparsed_messages(const PgQuery__ParseResult& result) {
  return packed_deparsed(result);
}

#endif

}  // namespace migcheck::sql
