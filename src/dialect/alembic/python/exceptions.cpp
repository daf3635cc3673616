#include "dialect/alembic/python/exceptions.h"

#include <unordered_map>

#include "dialect/alembic/python/external.h"
#include "dialect/alembic/python/object.h"

namespace migcheck::python {

namespace {

// Each with its base. Source: Python's documentation, "Exception hierarchy".
const std::unordered_map<std::string_view, std::string_view>& bases() {
  static const std::unordered_map<std::string_view, std::string_view> table = {
      {"ArithmeticError", "Exception"},
      {"AssertionError", "Exception"},
      {"AttributeError", "Exception"},
      {"BaseException", ""},
      {"DeprecationWarning", "Warning"},
      {"EOFError", "Exception"},
      {"EnvironmentError", "OSError"},
      {"Exception", "BaseException"},
      {"FileNotFoundError", "OSError"},
      {"FutureWarning", "Warning"},
      {"GeneratorExit", "BaseException"},
      {"IOError", "OSError"},
      {"ImportError", "Exception"},
      {"IndexError", "LookupError"},
      {"KeyError", "LookupError"},
      {"KeyboardInterrupt", "BaseException"},
      {"LookupError", "Exception"},
      {"ModuleNotFoundError", "ImportError"},
      {"NameError", "Exception"},
      {"NotImplementedError", "RuntimeError"},
      {"OSError", "Exception"},
      {"OverflowError", "ArithmeticError"},
      {"PermissionError", "OSError"},
      {"RecursionError", "RuntimeError"},
      {"RuntimeError", "Exception"},
      {"RuntimeWarning", "Warning"},
      {"StopIteration", "Exception"},
      {"SyntaxError", "Exception"},
      {"SystemExit", "BaseException"},
      {"TimeoutError", "OSError"},
      {"TypeError", "Exception"},
      {"UnboundLocalError", "NameError"},
      {"UnicodeDecodeError", "UnicodeError"},
      {"UnicodeEncodeError", "UnicodeError"},
      {"UnicodeError", "ValueError"},
      {"UserWarning", "Warning"},
      {"ValueError", "Exception"},
      {"Warning", "Exception"},
      {"ZeroDivisionError", "ArithmeticError"},
  };
  return table;
}

}  // namespace

void fail(std::string type) {
  Raised raised;
  raised.type = std::move(type);
  throw raised;
}

bool is_exception(std::string_view name) { return bases().contains(name); }

bool derives_from(std::string_view type, std::string_view base) {
  while (type != base) {
    const auto found = bases().find(type);
    if (found == bases().end() || found->second.empty()) return false;
    type = found->second;
  }
  return true;
}

std::string exception_name(const Value& value) {
  if (const External* external = value.external()) return std::string(external->last_name());
  const ClassObject* type = class_object(value);
  return type ? type->name : "";
}

}  // namespace migcheck::python
