#include "dialect/alembic/python/arguments.h"

#include <algorithm>

#include "dialect/alembic/python/reason.h"

namespace migcheck::python {

std::size_t CallArguments::positional_count() const {
  return static_cast<std::size_t>(
      std::count_if(all_.begin(), all_.end(), [](const Argument& a) { return a.keyword.empty(); }));
}

const Value* CallArguments::find(std::size_t index, std::string_view keyword) const {
  for (const Argument& argument : all_) {
    if (argument.keyword.empty() ? index-- == 0 : argument.keyword == keyword) {
      return &argument.value;
    }
  }
  return nullptr;
}

std::string CallArguments::obstacle() const {
  for (const Argument& argument : all_) {
    const bool unpacked = argument.keyword == "*" || argument.keyword == "**";
    if (unpacked || argument.value.is_unknown() || argument.value.external()) {
      return reason_of(argument.value);
    }
  }
  return {};
}

}  // namespace migcheck::python
