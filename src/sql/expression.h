#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/boxed.h"
#include "sql/name.h"

namespace migcheck::sql {

// A value expression, reduced to what facts ask of it: which functions and columns it uses, what it
// implies, how it narrows a statement down.
struct Expression {
  enum class Kind {
    constant,  // text: its value, without quotes
    null,
    column,       // text: the column; a qualifier is dropped
    function,     // name, arguments
    special,      // text: CURRENT_TIMESTAMP and its kin
    operation,    // text: the operator; one or two arguments
    in_list,      // first argument in the others
    between,      // the first argument between the second and the third
    cast,         // type, one argument
    conjunction,  // AND
    disjunction,  // OR
    negation,     // NOT
    is_null,
    is_not_null,
    subquery,   // has_limit; relations: what it reads; arguments: what is compared with it
    parameter,  // $1
    compound,   // CASE, COALESCE, ARRAY[…], ROW(…), …: all its parts are arguments
    other,      // anything else, or nested too deeply; text: what it is
  };

  Kind kind = Kind::other;
  std::string text;
  Name name;
  Boxed<TypeName> type;
  std::vector<Expression> arguments;
  std::vector<Name> relations;
  bool has_limit = false;

  // The expression as SQL that can be run, as libpg_query's deparser writes it. Only at the root of
  // an expression: empty in its arguments.
  std::string sql = {};

  bool operator==(const Expression&) const = default;
};

// A canonical rendering for comparing and for people; not meant to be run.
std::string to_string(const Expression& expression);

}  // namespace migcheck::sql
