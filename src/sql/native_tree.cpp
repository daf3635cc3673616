#include "sql/postgres_structs.h"

namespace migcheck::sql {

namespace {

template <typename T>
T* make(Arena& arena) {
  return static_cast<T*>(arena.allocate(sizeof(T)));
}

PgQuery__Node* node_of(Arena& arena, const void* in);

// put(): a field of a struct into that of its message, by what both are. A message begins with what
// stands for nothing everywhere.

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

void put_list(Arena& arena, std::size_t& count, PgQuery__Node**& out, const List* in) {
  if (in == nullptr) return;
  count = static_cast<std::size_t>(in->length);
  out = static_cast<PgQuery__Node**>(arena.allocate(count * sizeof(PgQuery__Node*)));
  for (std::size_t i = 0; i < count; ++i) out[i] = node_of(arena, in->elements[i].ptr_value);
}

// The number of an enum's value in libpg_query.
#define ENUM(name)                               \
  [[maybe_unused]] int number_of(::name value) { \
    switch (value) {
#define ENUMERATOR(name, number) \
  case ::name:                   \
    return number;
#define END_ENUM \
  default:       \
    return 0;    \
    }            \
    }
#include "postgres_structs.inc"

// read(): each field of a struct into its message.
#define STRUCT(name, message, function) void read(Arena&, const ::name& in, ::message& out);
#include "postgres_structs.inc"
void read(Arena& arena, const List& in, PgQuery__List& out);
void read(Arena& arena, const A_Const& in, PgQuery__AConst& out);

#define STRUCT(name, message, function)                                                         \
  void read([[maybe_unused]] Arena& arena, [[maybe_unused]] const ::name& in, ::message& out) { \
    function##__init(&out);
#define FIELD(name, member) put(arena, out.member, in.name);
#define LIST(name, member) put_list(arena, out.n_##member, out.member, in.name);
#define END_STRUCT }
#include "postgres_structs.inc"

void read(Arena& arena, const List& in, PgQuery__List& out) {
  pg_query__list__init(&out);
  put_list(arena, out.n_items, out.items, &in);
}

void read(Arena& arena, const A_Const& in, PgQuery__AConst& out) {
  pg_query__a__const__init(&out);
  out.isnull = in.isnull;
  out.location = in.location;
  if (in.isnull) return;
  switch (in.val.node.type) {
#define VALUE(type, tag, member)                  \
  case T_##type:                                  \
    out.val_case = PG_QUERY__A__CONST__VAL_##tag; \
    put(arena, out.member, &in.val.member);       \
    break;
    VALUE(Integer, IVAL, ival)
    VALUE(Float, FVAL, fval)
    VALUE(Boolean, BOOLVAL, boolval)
    VALUE(String, SVAL, sval)
    VALUE(BitString, BSVAL, bsval)
#undef VALUE
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
  switch (static_cast<const ::Node*>(in)->type) {
#define NODE(name, member, number)                                 \
  case T_##name:                                                   \
    out->node_case = static_cast<PgQuery__Node__NodeCase>(number); \
    put(arena, out->member, static_cast<const ::name*>(in));       \
    break;
#include "postgres_structs.inc"
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
