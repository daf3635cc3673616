#pragma once

#include <doctest/doctest.h>

#include <string>

#include "dialect/alembic/python/evaluator.h"

namespace migcheck::test {

// Writes down what the evaluator tells its Host: 'text' for op.execute("text"), other calls of op
// and of its connection by name, opaque(reason), if(reason){ … }, raise, and with(…){ … }.
// A query's result is unknown; the dialect is postgresql, and the mode is not offline.
class RecordingHost : public python::Host {
 public:
  const std::string& text() const { return text_; }

  std::optional<python::Value> call(const std::shared_ptr<const python::External>& call) override;
  std::optional<python::Value> attribute(
      const std::shared_ptr<const python::External>& attribute) override;
  std::optional<python::Value> enter(const python::Value& manager) override;
  void exit(const python::Value& manager) override;
  void opaque(Span span, const std::string& reason) override;
  void begin_conditional(Span condition, const std::string& reason) override;
  void end_conditional() override;
  void raised(Span span) override;

 private:
  void note(const std::string& what);

  std::string text_;
};

// A value as a Python expression; what is not known is <reason>.
std::string show(const python::Value& value);

// What upgrade() of this module does. `body` is either a whole module with a `def upgrade` in it,
// or the statements of upgrade(), which may use `e` for op.execute, op and sa.
std::string record(const std::string& body, python::ModuleFinder* finder = nullptr);

// What record() gives for each of these bodies.
struct Row {
  std::string body;
  std::string expected;
};

template <std::size_t size>
void check(const Row (&rows)[size]) {
  for (const Row& row : rows) {
    INFO(row.body);
    CHECK(record(row.body) == row.expected);
  }
}

}  // namespace migcheck::test
