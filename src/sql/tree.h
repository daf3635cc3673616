#pragma once

// Internal to sql/: libpg_query's protobuf tree, and helpers that hide what differs between its
// versions.

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sql/arena.h"
#include "sql/children.h"
#include "sql/name.h"
#include "sql/parse.h"
#include "sql/table.h"

namespace migcheck::sql {

using Node = PgQuery__Node;

// The tree of one parsed text; everything in it lives as long as it does.
class Tree {
 public:
  // Parses `text`; where that fails, `error()` says why. Constraints that only PostgreSQL 18 reads
  // are read, too: see newer_grammar.h.
  explicit Tree(const std::string& text);
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  std::span<PgQuery__RawStmt* const> statements() const;
  const PgQuery__ParseResult* result() const { return result_; }
  const std::optional<SyntaxError>& error() const { return error_; }

  // Memory that lives as long as the tree, for whoever changes it.
  void* allocate(std::size_t size) { return arena_.allocate(size); }
  char* keep(std::string_view text) { return arena_.keep(text); }

 private:
  void parse(const std::string& text);

  Arena arena_;
  PgQuery__ParseResult* result_ = nullptr;
  std::optional<SyntaxError> error_;
};

// protobuf-c hands out every repeated field as a count and an array.
inline std::span<Node* const> list(std::size_t count, Node* const* items) { return {items, count}; }
#define MIGCHECK_LIST(message, field) ::migcheck::sql::list((message)->n_##field, (message)->field)

// protobuf-c's strings are never null in practice, but nothing promises it.
inline std::string text_of(const char* string) { return string ? string : ""; }

// The value of a String node; empty for any other node.
std::string string_of(const Node* node);
std::vector<std::string> strings_of(std::span<Node* const> nodes);

Name name_of(const PgQuery__RangeVar* relation);
Name name_of(std::span<Node* const> strings);  // [schema.]name as String nodes
Name name_of(const Node* node);                // of a RangeVar, List or TypeName node
TypeName type_of(const PgQuery__TypeName* type);
std::string constant_of(const PgQuery__AConst* value);  // its text without quotes; empty for NULL

// The options in parentheses or of a WITH clause, by name.
const PgQuery__DefElem* option(std::span<Node* const> options, std::string_view name);
bool is_on(const PgQuery__DefElem* option);  // CONCURRENTLY, (CONCURRENTLY), (FULL true)

// `message` as a T where it is one, else null: as<PgQuery__RangeVar>(m, pg_query__range_var__…).
template <typename T>
const T* as(const ProtobufCMessage* message, const ProtobufCMessageDescriptor& descriptor) {
  return message->descriptor == &descriptor ? reinterpret_cast<const T*>(message) : nullptr;
}

// The relations that are named anywhere below `root`, without the names of its WITH queries.
std::vector<Name> relations_in(const ProtobufCMessage* root);
std::vector<Name> relations_in(const Node* root);

// How much the query reads; nothing is known of what is not a SELECT.
ReadExtent extent_of(const Node* query);
ReadExtent extent_of(const PgQuery__SelectStmt* query);

}  // namespace migcheck::sql
