#pragma once

#include <optional>
#include <string>

#include "dialect/alembic/python/value.h"

namespace migcheck::python {

// The world outside the migration, as the evaluator sees it: Alembic's op, the connection and
// SQLAlchemy. The evaluator calls it in program order. The op lowering implements it; the
// evaluator's own tests implement it with a recorder.
class Host {
 public:
  virtual ~Host() = default;

  // Every call of an External. Returns what the call gives, or nothing: then the value of the
  // expression is the call itself, kept as an External (which is right for sa.Column(…)).
  virtual std::optional<Value> call(const std::shared_ptr<const External>& call) = 0;

  // Reading an attribute of an External (`bind.dialect.name`); nothing: kept as an External.
  virtual std::optional<Value> attribute(const std::shared_ptr<const External>& attribute) = 0;

  // `with <manager> as target:`: returns what the target is bound to; nothing: the manager itself.
  virtual std::optional<Value> enter(const Value& manager) = 0;
  virtual void exit(const Value& manager) = 0;

  // Code that may have an effect on the database and could not be evaluated, with the reason.
  virtual void opaque(Span span, const std::string& reason) = 0;

  // Between these two, what is called stands in a branch whose condition is not known. May nest.
  virtual void begin_conditional(Span condition, const std::string& reason) = 0;
  virtual void end_conditional() = 0;

  // `raise`: the rest of the function does not run (unless the raise is itself conditional).
  virtual void raised(Span span) = 0;

  // Between these two, an exception of what is called does not end the function.
  virtual void begin_try() {}
  virtual void end_try() {}
};

}  // namespace migcheck::python
