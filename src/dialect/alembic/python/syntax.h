#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/source_file.h"
#include "dialect/alembic/python/value.h"

// The syntax tree of one Python file: plain structs, made once from tree-sitter's tree (parser/),
// so that nothing above knows about tree-sitter. Its depth is bounded by the parser, which is why
// recursive walks over it are safe.
namespace migcheck::python {

struct Expression;
struct Statement;
using ExpressionPtr = std::unique_ptr<Expression>;
using Expressions = std::vector<ExpressionPtr>;
using Block = std::vector<Statement>;

// --- expressions -------------------------------------------------------------------------------

struct Name {
  std::string id;
};

// None, True, numbers, strings (implicitly concatenated ones are one literal), bytes. What cannot
// be represented (an integer beyond 64 bits, a complex number, `...`) is an Unknown.
struct Literal {
  Value value;
};

// An f-string: text and replacement fields, in order.
struct FormattedString {
  struct Field;
  using Part = std::variant<std::string, std::unique_ptr<Field>>;

  std::vector<Part> parts;
};

struct FormattedString::Field {
  ExpressionPtr expression;
  char conversion = 0;     // 'r', 's', 'a', or 0
  FormattedString format;  // what follows the colon
};

struct Display {  // [a, b], (a, b), {a, b}
  Sequence::Kind kind = Sequence::Kind::list;
  Expressions items;
};

struct DictDisplay {
  struct Entry {
    ExpressionPtr key;  // null: `**value`
    ExpressionPtr value;
  };

  std::vector<Entry> entries;
};

struct Starred {  // *items in a display, a call or a target
  ExpressionPtr value;
};

struct Attribute {
  ExpressionPtr object;
  std::string name;
};

struct Subscript {
  ExpressionPtr object;
  ExpressionPtr index;
};

struct Slice {
  ExpressionPtr lower, upper, step;  // each may be null
};

struct Call {
  struct Operand {
    enum class Kind { positional, keyword, star, double_star };

    Kind kind = Kind::positional;
    std::string keyword;
    ExpressionPtr value;
  };

  ExpressionPtr callee;
  std::vector<Operand> operands;
};

struct Unary {
  std::string op;  // "-", "+", "~", "not"
  ExpressionPtr operand;
};

// A chain of operators: `a + b * c - d` is a, then [+ (b * c)], then [- d], so that a long
// concatenation is not a deep tree.
struct Chain {
  enum class Kind { arithmetic, boolean, comparison };
  struct Link {
    std::string op;  // "+", "and", "not in", …
    ExpressionPtr operand;
  };

  Kind kind = Kind::arithmetic;
  ExpressionPtr first;
  std::vector<Link> rest;
};

struct Conditional {  // value if test else otherwise
  ExpressionPtr test, value, otherwise;
};

struct Function;

struct Lambda {
  std::shared_ptr<const Function> function;
};

struct Comprehension {
  enum class Kind { list, set, dict, generator };
  struct Clause {
    ExpressionPtr target;  // null: `if iterable`
    ExpressionPtr iterable;
  };

  Kind kind = Kind::list;
  ExpressionPtr element;  // of a dict, the key
  ExpressionPtr value;    // of a dict only
  std::vector<Clause> clauses;
};

struct NamedExpression {  // name := value
  std::string name;
  ExpressionPtr value;
};

struct Await {
  ExpressionPtr value;
};

struct Yield {
  ExpressionPtr value;  // may be null
  bool from = false;
};

struct Expression {
  using Node = std::variant<Name, Literal, FormattedString, Display, DictDisplay, Starred,
                            Attribute, Subscript, Slice, Call, Unary, Chain, Conditional, Lambda,
                            Comprehension, NamedExpression, Await, Yield>;

  Node node;
  Span span;

  template <typename T>
  const T* as() const {
    return std::get_if<T>(&node);
  }
};

// --- statements --------------------------------------------------------------------------------

struct ExpressionStatement {
  ExpressionPtr value;
};

struct Assign {  // a = b = value
  Expressions targets;
  ExpressionPtr value;
};

struct AnnotatedAssign {  // target: annotation = value
  ExpressionPtr target;
  ExpressionPtr value;  // null: only an annotation
  std::string annotation;
};

struct AugmentedAssign {  // target += value
  ExpressionPtr target;
  std::string op;  // "+"
  ExpressionPtr value;
};

struct Return {
  ExpressionPtr value;  // may be null
};

struct Raise {
  ExpressionPtr value;  // may be null
};

struct Pass {};
struct Break {};
struct Continue {};

struct Delete {
  Expressions targets;
};

struct Global {  // global and nonlocal
  bool nonlocal = false;
  std::vector<std::string> names;
};

struct Import {
  struct Module {
    std::string name;   // "sqlalchemy.dialects"
    std::string alias;  // empty: none
  };

  std::vector<Module> modules;
};

struct FromImport {
  struct Item {
    std::string name;
    std::string alias;  // empty: none
  };

  std::size_t level = 0;  // leading dots
  std::string module;
  std::vector<Item> items;
  bool star = false;
};

struct Assert {
  ExpressionPtr test;
};

struct If {
  struct Branch {
    ExpressionPtr test;
    Block body;
  };

  std::vector<Branch> branches;  // if, elif, …
  Block otherwise;
};

struct For {
  ExpressionPtr target, iterable;
  Block body, otherwise;
};

struct While {
  ExpressionPtr test;
  Block body, otherwise;
};

struct Try {
  struct Handler {
    ExpressionPtr type;  // null: every exception
    std::string name;    // as name; may be empty
    Block body;
  };

  Block body;
  std::vector<Handler> handlers;
  Block otherwise, finally;
};

struct With {
  struct Item {
    ExpressionPtr manager;
    ExpressionPtr target;  // may be null
  };

  std::vector<Item> items;
  Block body;
};

struct Parameter {
  enum class Kind { normal, positional_only, keyword_only, star, double_star };

  Kind kind = Kind::normal;
  std::string name;
  ExpressionPtr default_value;  // may be null
};

struct Function {
  std::string name;  // empty: a lambda
  std::vector<Parameter> parameters;
  Block body;
  ExpressionPtr result;  // of a lambda
  Expressions decorators;
  bool is_generator = false;  // there is a yield in it
  Span header;                // `def name(…)`, without the decorators and the body
};

struct FunctionDefinition {
  std::shared_ptr<const Function> function;
};

struct ClassDefinition {
  std::string name;
  std::vector<Call::Operand> bases;  // keywords (metaclass=…) too
  Block body;
  Expressions decorators;
};

// match subject: case pattern if guard: …
struct Match {
  struct Case {
    // One of them has to be equal to the subject; empty: `_`, or a name.
    Expressions patterns;
    std::string name;                   // what the subject is bound to; may be empty
    ExpressionPtr guard;                // may be null
    std::string unsupported;            // the kind of a pattern that is not followed
    std::vector<std::string> captures;  // the names that stand in such a pattern
    Block body;
  };

  ExpressionPtr subject;
  std::vector<Case> cases;
};

// A statement that the evaluator does not follow: type aliases.
struct Unsupported {
  std::string what;
};

struct Statement {
  using Node =
      std::variant<ExpressionStatement, Assign, AnnotatedAssign, AugmentedAssign, Return, Raise,
                   Pass, Break, Continue, Delete, Global, Import, FromImport, Assert, If, For,
                   While, Try, With, FunctionDefinition, ClassDefinition, Match, Unsupported>;

  Node node;
  Span span;

  template <typename T>
  const T* as() const {
    return std::get_if<T>(&node);
  }
};

// One file.
struct Module {
  SourceFilePtr file;
  Block body;
};

}  // namespace migcheck::python
