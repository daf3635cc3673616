#include "roundtrip/rows/pattern.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <vector>

namespace migcheck {

namespace {

constexpr std::string_view kDigits = "1234567890";
constexpr std::string_view kWord = "abcdefghijklmnopqrstuvwxyz1234567890_";
constexpr int kMostRepeats = 1000;
constexpr int kDeepest = 100;
constexpr std::size_t kLongest = 4000;

struct Unknown {};  // thrown for what the sampler does not know

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80U; }

// A byte of a character of UTF-8 that is not its first.
bool is_continued(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

char pick(std::string_view characters, int variant) {
  if (characters.empty()) throw Unknown{};
  return characters[static_cast<std::size_t>(variant) % characters.size()];
}

// Recursive descent over a pattern, in which each part gives its sample.
class RegexSampler {
 public:
  RegexSampler(std::string_view pattern, int variant) : rest_(pattern), variant_(variant) {}

  std::string sample() {
    std::string text = alternatives();
    if (!rest_.empty()) throw Unknown{};
    return text;
  }

 private:
  bool take(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  char next() {
    if (rest_.empty()) throw Unknown{};
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  // The first of them, or by the variant one of them.
  std::string alternatives() {
    std::vector<std::string> samples{sequence()};
    while (take('|')) samples.push_back(sequence());
    return samples[static_cast<std::size_t>(variant_) % samples.size()];
  }

  std::string sequence() {
    std::string text;
    while (!rest_.empty() && rest_.front() != '|' && rest_.front() != ')') {
      const std::string part = atom();
      for (int count = repeats(); count > 0; --count) text += part;
      if (text.size() > kLongest) throw Unknown{};
    }
    return text;
  }

  std::string atom() {
    const char c = next();
    if (c == '^' || c == '$') return {};
    if (c == '(') return group();
    if (c == '[') return {pick(bracket(), variant_)};
    if (c == '.') return {pick(kWord, variant_)};
    if (c == '\\') return escape();
    std::string text{c};
    while (!rest_.empty() && is_continued(rest_.front())) text += next();
    return text;
  }

  std::string group() {
    if (take('?') && !take(':')) throw Unknown{};
    if (++depth_ > kDeepest) throw Unknown{};
    std::string text = alternatives();
    if (!take(')')) throw Unknown{};
    --depth_;
    return text;
  }

  std::string escape() {
    const char c = next();
    const std::string_view characters = class_of(c);
    if (!characters.empty()) return {pick(characters, variant_)};
    if (std::string_view("AZyYmM").find(c) != std::string_view::npos) return {};
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) throw Unknown{};
    return {c};
  }

  static std::string_view class_of(char c) {
    if (c == 'd') return kDigits;
    if (c == 'w') return kWord;
    if (c == 's') return " ";
    if (c == 'D' || c == 'S') return kWord.substr(0, 26);
    return {};
  }

  // After "[": the characters of the class, of those that are printed; the first ones come first.
  std::string bracket() {
    const bool negated = take('^');
    std::string characters;
    for (bool first = true; first || !rest_.starts_with(']'); first = false) {
      add_member(characters);
    }
    take(']');
    if (!negated) return characters;
    std::string others;
    for (const char c : std::string(kWord) + " -.,") {
      if (characters.find(c) == std::string::npos) others += c;
    }
    return others;
  }

  void add_member(std::string& characters) {
    if (rest_.starts_with("[:")) {
      add_named_class(characters);
      return;
    }
    char from = next();
    if (!is_ascii(from)) throw Unknown{};
    if (from == '\\') {
      from = next();
      characters += class_of(from);
      if (!class_of(from).empty()) return;
    }
    const bool is_range = rest_.size() > 1 && rest_[0] == '-' && rest_[1] != ']';
    if (!is_range) {
      characters += from;
      return;
    }
    next();
    const char to = next();
    if (!is_ascii(to)) throw Unknown{};
    for (char c = from; c <= to && c < '~'; ++c) characters += c;
  }

  void add_named_class(std::string& characters) {
    const std::size_t end = rest_.find(":]");
    if (end == std::string_view::npos) throw Unknown{};
    const std::string_view name = rest_.substr(2, end - 2);
    rest_.remove_prefix(end + 2);
    if (name == "digit" || name == "xdigit") {
      characters += kDigits;
    } else if (name == "alpha" || name == "lower") {
      characters += kWord.substr(0, 26);
    } else if (name == "alnum") {
      characters += kWord.substr(0, 36);
    } else if (name == "upper") {
      characters += "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    } else if (name == "space" || name == "blank") {
      characters += ' ';
    } else if (name == "punct") {
      characters += "-.,;:!";
    } else {
      throw Unknown{};
    }
  }

  int repeats() {
    int count = 1;
    if (take('*') || take('?') || take('+')) {
      count = 1;
    } else if (take('{')) {
      count = bound();
    }
    take('?');  // "non-greedy" matches the same texts
    return count;
  }

  // "3}", "3,}", "3,5}": the smallest, but one rather than none.
  int bound() {
    int least = 0;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), least);
    const std::size_t end = rest_.find('}');
    if (read.ec != std::errc() || end == std::string_view::npos || least > kMostRepeats) {
      throw Unknown{};
    }
    const bool only_none = least == 0 && rest_.substr(0, end) == "0";
    rest_.remove_prefix(end + 1);
    return only_none ? 0 : std::max(least, 1);
  }

  std::string_view rest_;
  int variant_;
  int depth_ = 0;
};

}  // namespace

std::string like_sample(std::string_view pattern, int variant) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%' || pattern[i] == '_') {
      text += pick(kDigits, variant);
    } else {
      if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
      text += pattern[i];
    }
  }
  return text;
}

std::optional<std::string> regex_sample(std::string_view pattern, int variant) {
  if (pattern.starts_with("***:")) pattern.remove_prefix(4);
  try {
    return RegexSampler(pattern, variant).sample();
  } catch (const Unknown&) {
    return std::nullopt;
  }
}

}  // namespace migcheck
