#pragma once

#include <set>
#include <string>

#include "dialect/alembic/python/syntax.h"

namespace migcheck::python {

// What a loop's body does to variables, as far as its text shows. The bodies of functions that are
// defined in it are not looked into.
struct LoopNames {
  std::set<std::string> assigned;

  // Those of them that are read before they are assigned, in the order of the text: an iteration
  // gets them from the one before.
  std::set<std::string> carried;

  // Those whose object is changed: x.append(…), x[…] = …
  std::set<std::string> changed;
};

LoopNames names_in(const Block& body);

// Whether anything is called in the block: if not, it has no effect on a database.
bool calls_something(const Block& body);

}  // namespace migcheck::python
