#include "dialect/alembic/python/evaluator.h"
#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

Value Evaluator::text_of(const Value& value, Span span) {
  return shown(str(value), span);
}

Value Evaluator::shown(Rendered rendered, Span span) {
  if (!rendered.text) return make_unknown(rendered.reason, span);
  charge(rendered.text->size() / 64);
  return {std::move(*rendered.text), span};
}

Value Evaluator::format_of(const Value& value, const std::string& spec, Span span) {
  if (const auto own = invoke_method(value, "__format__", {{"", {spec, span}}})) {
    if (own->as<std::string>()) return *own;
    return make_unknown(reason_of(*own), span);
  }
  return shown(format_value(value, spec), span);
}

}  // namespace migcheck::python
