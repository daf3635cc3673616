#include "sql/arena.h"

#include <algorithm>

namespace migcheck::sql {

namespace {

constexpr std::size_t smallest_block = 2 * 1024;
constexpr std::size_t largest_block = 64 * 1024;

constexpr std::size_t aligned(std::size_t size) {
  constexpr std::size_t alignment = alignof(std::max_align_t);
  return (size + alignment - 1) / alignment * alignment;
}

}  // namespace

void* Arena::allocate(std::size_t size) {
  size = aligned(size);
  if (size > largest_block / 4) {
    return blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(size)).get();
  }
  if (size > left_) {
    // Most trees are small: the blocks grow.
    std::size_t block = smallest_block << std::min<std::size_t>(blocks_.size(), 5);
    while (block < size) block *= 2;
    current_ = blocks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(block)).get();
    left_ = block;
  }
  std::byte* memory = current_;
  current_ += size;
  left_ -= size;
  return memory;
}

char* Arena::keep(std::string_view text) {
  auto* copy = static_cast<char*>(allocate(text.size() + 1));
  copy[text.copy(copy, text.size())] = '\0';
  return copy;
}

}  // namespace migcheck::sql
