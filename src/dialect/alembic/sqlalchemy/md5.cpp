#include "dialect/alembic/sqlalchemy/md5.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>

namespace migcheck::alembic {

namespace {

using State = std::array<std::uint32_t, 4>;

constexpr std::array<std::array<int, 4>, 4> shifts = {
    {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};

std::uint32_t sine_constant(std::size_t step) {
  return static_cast<std::uint32_t>(
      std::floor(std::fabs(std::sin(static_cast<double>(step + 1))) * 4294967296.0));
}

// The message followed by 0x80, zeros, and its length in bits, to a multiple of 64 bytes.
std::string padded(std::string_view text) {
  std::string message(text);
  message += '\x80';
  while (message.size() % 64 != 56) message += '\0';
  const std::uint64_t bits = std::uint64_t{text.size()} * 8;
  for (int byte = 0; byte < 8; ++byte) {
    message += static_cast<char>((bits >> (8 * byte)) & 0xFF);
  }
  return message;
}

std::uint32_t little_endian_word(std::string_view block, std::size_t word) {
  std::uint32_t value = 0;
  for (std::size_t byte = 0; byte < 4; ++byte) {
    value |= std::uint32_t{static_cast<unsigned char>(block[word * 4 + byte])} << (8 * byte);
  }
  return value;
}

void add_block(State& state, std::string_view block) {
  auto [a, b, c, d] = state;
  for (std::size_t step = 0; step < 64; ++step) {
    std::uint32_t mix = 0;
    std::size_t word = 0;
    switch (step / 16) {
      case 0:
        mix = (b & c) | (~b & d), word = step;
        break;
      case 1:
        mix = (d & b) | (~d & c), word = (5 * step + 1) % 16;
        break;
      case 2:
        mix = b ^ c ^ d, word = (3 * step + 5) % 16;
        break;
      default:
        mix = c ^ (b | ~d), word = (7 * step) % 16;
    }
    const std::uint32_t sum = a + mix + sine_constant(step) + little_endian_word(block, word);
    a = d;
    d = c;
    c = b;
    b += std::rotl(sum, shifts[step / 16][step % 4]);
  }
  state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
}

}  // namespace

std::string md5_hex(std::string_view text) {
  State state = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476};
  const std::string message = padded(text);
  for (std::size_t at = 0; at < message.size(); at += 64) {
    add_block(state, std::string_view(message).substr(at, 64));
  }
  std::string hex;
  for (const std::uint32_t word : state) {
    for (int nibble = 0; nibble < 8; ++nibble) {
      hex += "0123456789abcdef"[(word >> ((nibble ^ 1) * 4)) & 0xF];
    }
  }
  return hex;
}

}  // namespace migcheck::alembic
