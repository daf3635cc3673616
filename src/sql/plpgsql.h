#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sql/operation.h"

namespace migcheck::sql {

// Stands for a name that is only known when the statement runs.
inline constexpr const char* kUnknownName = "%I";

// An SQL statement inside of a function or a DO block.
struct EmbeddedStatement {
  // IF NOT EXISTS (… 'x') THEN CREATE TYPE x, or EXCEPTION WHEN duplicate_object around it: runs
  // unless what it makes is there already. `if_exists`: runs where what it is about is there.
  enum class Guard { none, unless_exists, if_exists };

  std::string text;          // as SQL; where it is not known, with kUnknownName, or empty
  bool conditional = false;  // below IF, CASE, a loop, EXCEPTION or behind RETURN: may not run
  bool executed = false;     // EXECUTE of a text
  bool known = true;         // false: EXECUTE of something that is put together when it runs
  Guard guard = Guard::none;

  bool operator==(const EmbeddedStatement&) const = default;
};

struct EmbeddedStatements {
  std::vector<EmbeddedStatement> statements;  // in the order of the text
  std::optional<std::string> error;           // the body could not be read: it may do anything
};

// What a body of PL/pgSQL or SQL runs. The names of its variables stand in the statements as they
// are. Other languages cannot be read.
EmbeddedStatements statements_in(const DoBlock& block);
EmbeddedStatements statements_in(const CreateFunction& function);

}  // namespace migcheck::sql
