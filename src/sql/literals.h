#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sql/name.h"

namespace migcheck::sql {

// A string literal of a statement, with what gives it its type: the type that it is cast to, or the
// column that it is compared with or assigned to.
struct LiteralUse {
  std::string text;
  std::optional<TypeName> type = {};  // 'a'::mood; of a column that is defined here: its type
  std::string column = {};            // without a qualifier
  std::optional<std::size_t> position = {};  // of a row of an INSERT without a list of columns

  bool operator==(const LiteralUse&) const = default;
};

// Those literals of a statement of which that can be told. Parses the text: for rare questions.
std::vector<LiteralUse> literal_uses(const std::string& statement);

}  // namespace migcheck::sql
