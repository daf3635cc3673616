#pragma once

// Internal to sql/: what is usual in PL/pgSQL of migrations.

#include "sql/plpgsql.h"

namespace migcheck::sql {

// The text that EXECUTE is given; `complete`: every name of it is known.
struct ExecutedText {
  std::string text;
  bool complete = true;
};

// The text that an expression of EXECUTE gives, where that is plain: a literal, literals that are
// joined with ||, format(), quote_ident() and quote_literal() of literals. What quote_ident() and
// format()'s %I make of anything else can only be one name: kUnknownName stands for it.
std::optional<ExecutedText> text_of_expression(const std::string& expression);

// What IF `condition` THEN `statement` comes to.
EmbeddedStatement::Guard guard_of_condition(const std::string& condition,
                                            const std::string& statement);

// What EXCEPTION WHEN `conditions` THEN NULL around `statement` comes to.
EmbeddedStatement::Guard guard_of_handler(const std::vector<std::string>& conditions,
                                          const std::string& statement);

}  // namespace migcheck::sql
