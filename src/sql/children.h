#pragma once

// Internal to sql/: the messages that a message of libpg_query contains, of whatever types.

#include <pg_query/pg_query.pb-c.h>

#include <cstddef>
#include <span>
#include <vector>

namespace migcheck::sql {

// Where a message has others in it.
struct ChildField {
  enum class Kind { one, list, one_of };  // of a oneof: one member or none

  Kind kind = Kind::one;
  std::size_t offset = 0;          // of the pointer, or of the pointer to a list of them
  std::size_t counted_offset = 0;  // of the list's length, or of which member there is
};

// Those of all messages of a type, the last one first.
std::span<const ChildField> child_fields(const ProtobufCMessageDescriptor& type);

// Calls `take` for every message directly below `message`, the last one first, so that what is
// taken from the end of a list is in the order of the fields.
template <typename Take>
void for_each_child(const ProtobufCMessage* message, const Take& take) {
  const auto* base = reinterpret_cast<const std::byte*>(message);
  for (const ChildField& field : child_fields(*message->descriptor)) {
    if (field.kind == ChildField::Kind::list) {
      const auto count = *reinterpret_cast<const std::size_t*>(base + field.counted_offset);
      const auto* items =
          *reinterpret_cast<const ProtobufCMessage* const* const*>(base + field.offset);
      for (std::size_t i = count; i > 0; --i) take(items[i - 1]);
      continue;
    }
    const bool is_there = field.kind == ChildField::Kind::one ||
                          *reinterpret_cast<const int*>(base + field.counted_offset) != 0;
    const auto* child = *reinterpret_cast<const ProtobufCMessage* const*>(base + field.offset);
    if (is_there && child != nullptr) take(child);
  }
}

// Calls `visit` for every message below `root`, itself included, without recursion.
template <typename Visit>
void walk(const ProtobufCMessage* root, const Visit& visit) {
  std::vector<const ProtobufCMessage*> pending = {root};
  while (!pending.empty()) {
    const ProtobufCMessage* message = pending.back();
    pending.pop_back();
    visit(message);
    for_each_child(message, [&](const ProtobufCMessage* child) { pending.push_back(child); });
  }
}

}  // namespace migcheck::sql
