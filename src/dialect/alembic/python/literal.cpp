#include "dialect/alembic/python/literal.h"

#include <charconv>
#include <optional>

namespace migcheck::python {

namespace {

constexpr std::uint32_t replacement_character = 0xFFFD;

enum class Target { text, bytes };

std::optional<std::uint32_t> digits(std::string_view source, std::size_t at, std::size_t count,
                                    int base) {
  if (at + count > source.size()) return std::nullopt;
  std::uint32_t number = 0;
  const char* begin = source.data() + at;
  const auto [end, error] = std::from_chars(begin, begin + count, number, base);
  if (error != std::errc{} || end != begin + count) return std::nullopt;
  return number;
}

std::size_t octal_digits(std::string_view source, std::size_t at) {
  std::size_t count = 0;
  while (count < 3 && at + count < source.size() && source[at + count] >= '0' &&
         source[at + count] <= '7') {
    ++count;
  }
  return count;
}

// One escape: the letters behind the backslash, or nothing if it is none (the backslash stays).
class Decoder {
 public:
  Decoder(std::string_view source, Target target) : source_(source), target_(target) {}

  std::string decode() {
    for (std::size_t at = 0; at < source_.size();) {
      if (source_[at] == '\\' && at + 1 < source_.size()) {
        at = escape(at + 1);
      } else {
        text_ += source_[at++];
      }
    }
    return std::move(text_);
  }

 private:
  // `at` is behind the backslash. Returns where to go on.
  std::size_t escape(std::size_t at) {
    const char letter = source_[at];
    static constexpr std::string_view from = "\\'\"abfnrtv";
    static constexpr std::string_view to = "\\'\"\a\b\f\n\r\t\v";
    if (const std::size_t simple = from.find(letter); simple != std::string_view::npos) {
      text_ += to[simple];
      return at + 1;
    }
    if (letter == '\n') return at + 1;
    if (const std::size_t count = octal_digits(source_, at); count > 0) {
      append(*digits(source_, at, count, 8));
      return at + count;
    }
    return numbered_escape(letter, at);
  }

  std::size_t numbered_escape(char letter, std::size_t at) {
    std::size_t count = 0;
    if (letter == 'x') count = 2;
    if (target_ == Target::text && letter == 'u') count = 4;
    if (target_ == Target::text && letter == 'U') count = 8;
    const auto number = count > 0 ? digits(source_, at + 1, count, 16) : std::nullopt;
    if (!number) {
      text_ += '\\';
      return at;
    }
    append(*number);
    return at + 1 + count;
  }

  void append(std::uint32_t number) {
    if (target_ == Target::bytes) {
      text_ += static_cast<char>(number & 0xFFu);
    } else {
      append_utf8(text_, number);
    }
  }

  std::string_view source_;
  Target target_;
  std::string text_;
};

std::string with_newlines(std::string_view source) {
  std::string text;
  text.reserve(source.size());
  for (std::size_t at = 0; at < source.size(); ++at) {
    const bool returns = source[at] == '\r';
    text += returns ? '\n' : source[at];
    if (returns && at + 1 < source.size() && source[at + 1] == '\n') ++at;
  }
  return text;
}

std::string decode(std::string_view source, Escapes escapes, Target target) {
  const bool has_returns = source.find('\r') != std::string_view::npos;
  const std::string normal = has_returns ? with_newlines(source) : std::string(source);
  if (escapes == Escapes::raw || normal.find('\\') == std::string::npos) return normal;
  return Decoder(normal, target).decode();
}

int base_of(std::string_view& number) {
  if (number.size() < 3 || number[0] != '0') return 10;
  int base = 10;
  switch (number[1]) {
    case 'x':
    case 'X':
      base = 16;
      break;
    case 'o':
    case 'O':
      base = 8;
      break;
    case 'b':
    case 'B':
      base = 2;
      break;
    default:
      return 10;
  }
  number.remove_prefix(2);
  return base;
}

}  // namespace

void append_utf8(std::string& text, std::uint32_t code_point) {
  if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    code_point = replacement_character;
  }
  const auto tail = [&](unsigned shift) {
    text += static_cast<char>(0x80u | ((code_point >> shift) & 0x3Fu));
  };
  if (code_point < 0x80) {
    text += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    text += static_cast<char>(0xC0u | (code_point >> 6));
    tail(0);
  } else if (code_point < 0x10000) {
    text += static_cast<char>(0xE0u | (code_point >> 12));
    tail(6);
    tail(0);
  } else {
    text += static_cast<char>(0xF0u | (code_point >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string decode_text(std::string_view source, Escapes escapes) {
  return decode(source, escapes, Target::text);
}

std::string decode_bytes(std::string_view source, Escapes escapes) {
  return decode(source, escapes, Target::bytes);
}

Value parse_number(std::string_view source, Span span) {
  std::string plain;
  for (const char c : source) {
    if (c != '_') plain += c;
  }
  std::string_view number = plain;
  const int base = base_of(number);
  std::int64_t integer = 0;
  const char* const end = number.data() + number.size();
  const auto whole = std::from_chars(number.data(), end, integer, base);
  if (whole.ptr == end && whole.ec == std::errc{}) return {integer, span};
  if (whole.ptr == end && whole.ec == std::errc::result_out_of_range) {
    return make_unknown("is an integer beyond 64 bits", span);
  }
  double real = 0;
  const auto fraction = std::from_chars(number.data(), end, real);
  if (fraction.ptr == end && fraction.ec == std::errc{}) return {real, span};
  return make_unknown("is a number of a kind that is not followed", span);
}

}  // namespace migcheck::python
