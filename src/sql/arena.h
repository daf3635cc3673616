#pragma once

// Internal to sql/: memory that is freed all at once. A tree is very many small objects.

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace migcheck::sql {

class Arena {
 public:
  // Memory for anything, until the arena ends; no destructor is called.
  void* allocate(std::size_t size);

  char* keep(std::string_view text);  // a copy of `text`, ended by a zero

 private:
  std::vector<std::unique_ptr<std::byte[]>> blocks_;
  std::byte* current_ = nullptr;
  std::size_t left_ = 0;  // bytes behind current_
};

}  // namespace migcheck::sql
