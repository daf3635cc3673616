#pragma once

namespace migcheck {

enum class Direction { upgrade, downgrade };

constexpr const char* to_string(Direction direction) {
  return direction == Direction::upgrade ? "upgrade" : "downgrade";
}

}  // namespace migcheck
