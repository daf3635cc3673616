// PostgreSQL's headers use names that other headers have as well: theirs come last.
#include <cstdlib>
#include <cstring>
#include <type_traits>

#include "sql/message_tree.h"

extern "C" {
#include <postgres.h>
// What the others take to be there.
#include <nodes/parsenodes.h>
#include <nodes/pg_list.h>
#include <nodes/primnodes.h>
#include <nodes/value.h>
#include <pg_query/pg_query_internal.h>
}

namespace migcheck::sql {

namespace {

template <typename T>
concept Number = std::is_arithmetic_v<T>;
template <typename T>
concept Enum = std::is_enum_v<T>;
template <typename T>
concept Struct = std::is_class_v<T>;

template <typename T>
T* make(Arena& arena) {
  return static_cast<T*>(arena.allocate(sizeof(T)));
}

PgQuery__Node* node_of(Arena& arena, const void* in);

// put(): a field of a struct into the field of its message, by what both are. A message begins with
// the value that stands for none everywhere.

template <Number Out, Number In>
void put(Arena&, Out& out, In in) {
  out = static_cast<Out>(in);
}

void put(Arena& arena, char*& out, const char* in) {
  if (in != nullptr && *in != '\0') out = arena.keep(in);
}

void put(Arena& arena, char*& out, char in) {
  if (in != '\0') out = arena.keep({&in, 1});
}

template <Struct In>
void put(Arena& arena, PgQuery__Node*& out, const In* in) {
  if (in != nullptr) out = node_of(arena, in);
}

// What every expression begins with, and every plan: they have no fields.
void put(Arena&, PgQuery__Node*&, const Expr&) {}
void put(Arena&, PgQuery__Node*&, const JsonTablePlan&) {}

template <Enum Out, Enum In>
void put(Arena& arena, Out& out, In in);
template <Struct Out, Struct In>
void put(Arena& arena, Out*& out, const In* in);
template <Struct Out, Struct In>
void put(Arena& arena, Out*& out, const In& in);

void put_list(Arena& arena, const List* in, std::size_t& count, PgQuery__Node**& out) {
  if (in == nullptr) return;
  count = static_cast<std::size_t>(in->length);
  out = static_cast<PgQuery__Node**>(arena.allocate(count * sizeof(PgQuery__Node*)));
  for (std::size_t i = 0; i < count; ++i) out[i] = node_of(arena, in->elements[i].ptr_value);
}

// read(): every field of a struct into its message; number_of(): the value of an enum.
void read(Arena& arena, const List& in, PgQuery__List& out);
void read(Arena& arena, const A_Const& in, PgQuery__AConst& out);
#define PUT(field, native) put(arena, out.field, in.native)
#define PUT_LIST(field, native) put_list(arena, in.native, out.n_##field, out.field)
#include "native_tree_fields.inc"

void read(Arena& arena, const List& in, PgQuery__List& out) {
  pg_query__list__init(&out);
  put_list(arena, &in, out.n_items, out.items);
}

void read(Arena& arena, const A_Const& in, PgQuery__AConst& out) {
  pg_query__a__const__init(&out);
  PUT(isnull, isnull);
  PUT(location, location);
  if (in.isnull) return;
  switch (in.val.node.type) {
#define VALUE(type, tag, field)                   \
  case T_##type:                                  \
    out.val_case = PG_QUERY__A__CONST__VAL_##tag; \
    put(arena, out.field, &in.val.field);         \
    break;
    VALUE(Integer, IVAL, ival)
    VALUE(Float, FVAL, fval)
    VALUE(Boolean, BOOLVAL, boolval)
    VALUE(String, SVAL, sval)
    VALUE(BitString, BSVAL, bsval)
    default:
      break;
  }
}

template <Enum Out, Enum In>
void put(Arena&, Out& out, In in) {
  out = static_cast<Out>(number_of(in));
}

template <Struct Out, Struct In>
void put(Arena& arena, Out*& out, const In* in) {
  if (in != nullptr) put(arena, out, *in);
}

template <Struct Out, Struct In>
void put(Arena& arena, Out*& out, const In& in) {
  out = make<Out>(arena);
  read(arena, in, *out);
}

// A node that is null is one without anything in it.
PgQuery__Node* node_of(Arena& arena, const void* in) {
  auto* out = make<PgQuery__Node>(arena);
  pg_query__node__init(out);
  if (in == nullptr) return out;
  switch (static_cast<const Node*>(in)->type) {
#define NODE(native, field, number)                                \
  case T_##native:                                                 \
    out->node_case = static_cast<PgQuery__Node__NodeCase>(number); \
    put(arena, out->field, static_cast<const native*>(in));        \
    break;
    MIGCHECK_NODES
    default:
      break;
  }
  return out;
}

PgQuery__ParseResult* result_of(Arena& arena, const List* statements) {
  auto* result = make<PgQuery__ParseResult>(arena);
  pg_query__parse_result__init(result);
  result->version = PG_VERSION_NUM;
  if (statements == nullptr) return result;
  const auto count = static_cast<std::size_t>(statements->length);
  result->n_stmts = count;
  result->stmts =
      static_cast<PgQuery__RawStmt**>(arena.allocate(count * sizeof(PgQuery__RawStmt*)));
  for (std::size_t i = 0; i < count; ++i) {
    put(arena, result->stmts[i], static_cast<const RawStmt*>(statements->elements[i].ptr_value));
  }
  return result;
}

// What the parser allocates lives as long as this.
class ParserMemory {
 public:
  ParserMemory() : context_(pg_query_enter_memory_context()) {}
  ~ParserMemory() { pg_query_exit_memory_context(context_); }
  ParserMemory(const ParserMemory&) = delete;
  ParserMemory& operator=(const ParserMemory&) = delete;

 private:
  MemoryContext context_;
};

}  // namespace

MessageTree native_tree(const char* text, Arena& arena) {
  const ParserMemory memory;
  MessageTree tree;
  const PgQueryInternalParsetreeAndError parsed = pg_query_raw_parse(text, 0);
  if (parsed.error != nullptr) {
    tree.error = {parsed.error->message ? parsed.error->message : "", parsed.error->cursorpos};
    pg_query_free_error(parsed.error);
  } else {
    tree.result = result_of(arena, parsed.tree);
  }
  std::free(parsed.stderr_buffer);
  return tree;
}

}  // namespace migcheck::sql
