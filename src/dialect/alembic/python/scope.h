#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/source_file.h"
#include "dialect/alembic/python/value.h"

namespace migcheck::python {

// The variables of a module, a function's call, a class body or a comprehension. Scopes belong to
// the evaluator and live as long as it.
struct Scope {
  enum class Kind { module, function, class_body, comprehension };

  Kind kind = Kind::module;
  std::map<std::string, Value, std::less<>> variables;
  Scope* enclosing = nullptr;  // lexically; null for a module
  std::set<std::string, std::less<>> globals, nonlocals;

  std::string prefix;  // of the qualified names of what is defined in it: "upgrade.<locals>."
  Value type;          // of a class body: the class, when it is made

  // Of a module: its file, its dotted name (empty for the migration itself), and the modules that
  // it star-imports.
  SourceFilePtr file;
  std::string name;
  std::vector<std::string> star_imports;

  Scope& module() {
    Scope* scope = this;
    while (scope->enclosing) scope = scope->enclosing;
    return *scope;
  }
};

}  // namespace migcheck::python
