#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

Value Evaluator::text_of(const Value& value, Span span) {
  const Rendered shown = str(value);
  return shown.text ? Value{*shown.text, span} : make_unknown(shown.reason, span);
}

Value Evaluator::format_of(const Value& value, const std::string& spec, Span span) {
  if (const auto own = invoke_method(value, "__format__", {{"", {spec, span}}})) {
    if (own->as<std::string>()) return *own;
    return make_unknown(reason_of(*own), span);
  }
  const Rendered shown = format_value(value, spec);
  return shown.text ? Value{*shown.text, span} : make_unknown(shown.reason, span);
}

}  // namespace migcheck::python
