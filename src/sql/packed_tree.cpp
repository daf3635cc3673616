#include "sql/message_tree.h"

namespace migcheck::sql {

namespace {

ProtobufCAllocator allocator_of(Arena& arena) {
  ProtobufCAllocator allocator{};
  allocator.alloc = [](void* self, std::size_t size) {
    return static_cast<Arena*>(self)->allocate(size);
  };
  allocator.free = [](void*, void*) {};
  allocator.allocator_data = &arena;
  return allocator;
}

}  // namespace

MessageTree packed_tree(const char* text, Arena& arena) {
  MessageTree tree;
  const PgQueryProtobufParseResult parsed = pg_query_parse_protobuf(text);
  if (parsed.error != nullptr) {
    tree.error = {parsed.error->message ? parsed.error->message : "", parsed.error->cursorpos};
  } else {
    ProtobufCAllocator allocator = allocator_of(arena);
    tree.result = pg_query__parse_result__unpack(
        &allocator, parsed.parse_tree.len,
        reinterpret_cast<const std::uint8_t*>(parsed.parse_tree.data));
    if (tree.result == nullptr) tree.error = {"libpg_query's tree could not be read", 0};
  }
  pg_query_free_protobuf_parse_result(parsed);
  return tree;
}

std::string packed_deparsed(const PgQuery__ParseResult& result) {
  std::string packed(pg_query__parse_result__get_packed_size(&result), '\0');
  pg_query__parse_result__pack(&result, reinterpret_cast<std::uint8_t*>(packed.data()));
  const PgQueryDeparseResult written =
      pg_query_deparse_protobuf(PgQueryProtobuf{packed.size(), packed.data()});
  std::string text = written.error == nullptr && written.query ? written.query : "";
  pg_query_free_deparse_result(written);
  return text;
}

}  // namespace migcheck::sql
