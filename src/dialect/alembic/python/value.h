#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "core/span.h"

namespace migcheck::python {

struct Value;
struct Dict;
struct External;
struct Object;

using Values = std::vector<Value>;

// What the evaluator cannot know without running the migration. `reason` completes "it …":
// "depends on the result of a query", "comes from app.models, which is not read".
struct Unknown {
  std::string reason;
};

struct None {};
struct Bytes {
  std::string data;
};

// A container that is changed under a condition that is not known has no known content after that.
struct Uncertainty {
  std::uint32_t region = 0;  // the conditional region in which it was made (see branches.h)
  std::string reason;        // why its content is not known; empty: it is known
};

// Python's containers are shared and mutable: two names may hold the same list.
struct Sequence {
  // What map(), zip(), iter() and generators give is an iterator: its items are there once.
  enum class Kind { list, tuple, set, frozenset, range, view, iterator };

  Kind kind = Kind::list;
  Values items;
  Uncertainty uncertainty;

  bool unordered = false;           // the order of the items is that of a set
  std::string shown;                // the repr() of a range; the class of a view: "dict_keys"
  std::shared_ptr<Dict> source;     // of a view
  std::size_t position = 0;         // of an iterator: how many items are used up
  std::function<Values()> pending;  // of an iterator that has not begun

  bool is_set() const { return kind == Kind::set || kind == Kind::frozenset; }

  // Whether Python gives the items in this order in every run.
  bool is_ordered() const;
};

struct Dict {
  std::vector<std::pair<Value, Value>> items;  // in the order of insertion
  Uncertainty uncertainty;
  std::string type;  // of a dict of the module collections: "OrderedDict", "Counter", "defaultdict"
  std::shared_ptr<Value> missing;  // what a defaultdict calls for a key that is not there
};

// A value of a Python expression as far as it is known.
//  - External: something of a library (SQLAlchemy, Alembic) kept as the expression that made it.
//  - Object: something of the migration itself: a function, a class, an instance, a module.
struct Value {
  using Data = std::variant<Unknown, None, bool, std::int64_t, double, std::string, Bytes,
                            std::shared_ptr<Sequence>, std::shared_ptr<Dict>,
                            std::shared_ptr<const External>, std::shared_ptr<const Object>>;

  Data data = None{};
  Span span;  // the expression that it came from

  bool is_unknown() const { return std::holds_alternative<Unknown>(data); }
  bool is_none() const { return std::holds_alternative<None>(data); }

  // The value as T (one of Data's), or null.
  template <typename T>
  const T* as() const {
    return std::get_if<T>(&data);
  }

  // The sequence, dict or external itself, or null; null too where a container's content is not
  // known.
  const Sequence* sequence() const;
  const Dict* dict() const;
  const External* external() const;
};

struct Argument {
  std::string keyword;  // empty: positional; "*" or "**": unpacked from something unknown
  Value value;
};

// An expression over things that are not the migration's own, with every operand evaluated.
//   name       sqlalchemy.Column              path = "sqlalchemy.Column"
//   attribute  users.c                        operands = {users}, path = "c"
//   call       sa.Column("id", sa.Integer())  operands = {callee}, arguments
//   subscript  users.c["id"]                  operands = {users.c, "id"}
//   operation  users.c.id == 5                operands = {left, right}, path = "=="
//              (unary: one operand; "not", "-", "~"; "and", "or", "in", "is", … by their spelling)
// Imports are resolved: after `import sqlalchemy as sa` the name is "sqlalchemy.Column", after
// `from sqlalchemy.dialects import postgresql as pg` it is "sqlalchemy.dialects.postgresql.UUID".
// Two values that hold the same pointer are the same Python object.
struct External {
  enum class Kind { name, attribute, call, subscript, operation };

  Kind kind = Kind::name;
  std::string path;
  Values operands;
  std::vector<Argument> arguments;
  Span span;

  // Both are bounded (make_external), so that a walk over an External may recurse, and ends.
  std::uint32_t depth = 1;   // of what is nested in it
  std::uint32_t weight = 1;  // how many values it is made of, shared ones counted each time

  // For a name: its path. For an attribute of a name: the joined path. For a call: the callee's
  // dotted name. Empty for everything else.
  std::string dotted_name() const;

  // The last part of dotted_name(), or of an attribute's path: "Column", "create", "where".
  std::string_view last_name() const;
};

Value make_unknown(std::string reason, Span span);

// "a string", "a list", "None", "unknown": for messages.
std::string describe(const Value& value);

}  // namespace migcheck::python
