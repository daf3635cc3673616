#include "sql/postgres_structs.h"

// Exported by libpg_query, whose pg_query_deparse_protobuf() calls it, but in none of its headers.
extern "C" void deparseRawStmt(StringInfo text, RawStmt* statement);

namespace migcheck::sql {

namespace {

// The deparser reports an error by longjmp: nothing below here may need its destructor.

void* struct_of(const PgQuery__Node* in);

template <Struct T>
T* make() {
  return static_cast<T*>(palloc0(sizeof(T)));
}

// put(): a field of a message into that of its struct, by what both are. A struct begins with
// zeros.

template <Number Out, Number In>
void put(Out& out, In in) {
  out = static_cast<Out>(in);
}

void put(char*& out, const char* in) {
  if (in != nullptr && *in != '\0') out = pstrdup(in);
}

void put(const char*& out, const char* in) {
  if (in != nullptr && *in != '\0') out = pstrdup(in);
}

void put(char& out, const char* in) {
  if (in != nullptr) out = *in;
}

template <Struct Out>
void put(Out*& out, const PgQuery__Node* in) {
  if (in != nullptr) out = static_cast<Out*>(struct_of(in));
}

// What every expression begins with, and every plan: they have no fields.
void put(Expr&, const PgQuery__Node*) {}
void put(JsonTablePlan&, const PgQuery__Node*) {}

template <Enum Out, Enum In>
void put(Out& out, In in);
template <Struct Out, Struct In>
void put(Out*& out, const In* in);
template <Struct Out, Struct In>
void put(Out& out, const In* in);

void put_list(List*& out, std::size_t count, PgQuery__Node* const* in) {
  for (std::size_t i = 0; i < count; ++i) out = lappend(out, struct_of(in[i]));
}

// The enum's value of a number in libpg_query; undefined ones are the first.
#define ENUM(name)                                       \
  [[maybe_unused]] void set(::name& value, int number) { \
    switch (number) {
#define ENUMERATOR(name, number) \
  case number:                   \
    value = ::name;              \
    break;
#define END_ENUM \
  default:       \
    break;       \
    }            \
    }
#include "postgres_structs.inc"

// write(): each field of a message into its struct.
#define STRUCT(name, message, function)         \
  void write(const ::message& in, ::name& out); \
  [[maybe_unused]] constexpr NodeTag tag_of(const ::name*) { return T_##name; }
#include "postgres_structs.inc"
#define STRUCT(name, message, function) \
  void write([[maybe_unused]] const ::message& in, [[maybe_unused]] ::name& out) {
#define FIELD(name, member) put(out.name, in.member);
#define LIST(name, member) put_list(out.name, in.n_##member, in.member);
#define END_STRUCT }
#include "postgres_structs.inc"

template <Enum Out, Enum In>
void put(Out& out, In in) {
  set(out, static_cast<int>(in));
}

// The tag comes last: a struct that begins with another one has that one's place for it.
template <Struct Out, Struct In>
void fill(Out& out, const In& in) {
  write(in, out);
  static_cast<::Node*>(static_cast<void*>(&out))->type = tag_of(&out);
}

template <Struct Out, Struct In>
void put(Out*& out, const In* in) {
  if (in == nullptr) return;
  out = make<Out>();
  fill(*out, *in);
}

template <Struct Out, Struct In>
void put(Out& out, const In* in) {
  if (in != nullptr) fill(out, *in);
}

// A value's text is a text also where it is empty.
void complete(char*& text) {
  if (text == nullptr) text = pstrdup("");
}
void complete(String* value) { complete(value->sval); }
void complete(Float* value) { complete(value->fval); }
void complete(BitString* value) { complete(value->bsval); }
void complete(void*) {}

// A constant holds its value in itself.
A_Const* constant_of(const PgQuery__AConst& in) {
  auto* out = make<A_Const>();
  out->type = T_A_Const;
  out->location = in.location;
  out->isnull = in.isnull != 0;
  switch (in.val_case) {
#define VALUE(tag, member)            \
  case PG_QUERY__A__CONST__VAL_##tag: \
    put(out->val.member, in.member);  \
    complete(&out->val.member);       \
    break;
    VALUE(IVAL, ival)
    VALUE(FVAL, fval)
    VALUE(BOOLVAL, boolval)
    VALUE(SVAL, sval)
    VALUE(BSVAL, bsval)
#undef VALUE
    default:
      break;
  }
  return out;
}

List* list_of(const PgQuery__List& in) {
  List* out = nullptr;
  put_list(out, in.n_items, in.items);
  return out;
}

template <Struct Out, Struct In>
Out* struct_of_message(const In* in) {
  Out* out = nullptr;
  put(out, in);
  complete(out);
  return out;
}

template <>
List* struct_of_message<List>(const PgQuery__List* in) {
  return list_of(*in);
}

template <>
A_Const* struct_of_message<A_Const>(const PgQuery__AConst* in) {
  return constant_of(*in);
}

void* struct_of(const PgQuery__Node* in) {
  switch (static_cast<int>(in->node_case)) {
#define NODE(name, member, number) \
  case number:                     \
    return struct_of_message<::name>(in->member);
#include "postgres_structs.inc"
    default:
      return nullptr;
  }
}

// The text of the statements, from malloc; null if the deparser cannot write them.
char* deparse(const PgQuery__ParseResult& result) {
  char* volatile text = nullptr;
  PG_TRY();
  {
    StringInfoData written;
    initStringInfo(&written);
    for (std::size_t i = 0; i < result.n_stmts; ++i) {
      RawStmt* statement = nullptr;
      put(statement, result.stmts[i]);
      if (i > 0) appendStringInfoString(&written, "; ");
      deparseRawStmt(&written, statement);
    }
    text = strdup(written.data);
  }
  PG_CATCH();
  { FlushErrorState(); }
  PG_END_TRY();
  return text;
}

}  // namespace

std::string native_deparsed(const PgQuery__ParseResult& result) {
  const ParserMemory memory;
  char* text = deparse(result);
  std::string copy = text != nullptr ? text : "";
  std::free(text);
  return copy;
}

}  // namespace migcheck::sql
