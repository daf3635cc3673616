#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/python/value.h"

namespace migcheck::python {

// The arguments of a call of a built-in function or method.
class CallArguments {
 public:
  explicit CallArguments(const std::vector<Argument>& arguments) : all_(arguments) {}

  const std::vector<Argument>& all() const { return all_; }
  std::size_t positional_count() const;

  // The positional argument with this index, or the one with this keyword; null if absent.
  const Value* find(std::size_t index, std::string_view keyword = {}) const;

  // The same as a T; null too where it is of another type.
  template <typename T>
  const T* as(std::size_t index, std::string_view keyword = {}) const {
    const Value* value = find(index, keyword);
    return value ? value->as<T>() : nullptr;
  }

  // Why the call cannot be evaluated: an argument that is unknown or a library's own, or was
  // unpacked from something unknown. Empty: it can.
  std::string obstacle() const;

 private:
  const std::vector<Argument>& all_;
};

}  // namespace migcheck::python
