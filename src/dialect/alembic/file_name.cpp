#include "dialect/alembic/file_name.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/error.h"
#include "core/text.h"

namespace migcheck::alembic {

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

// One conversion, `%(name)05.2d`.
struct Conversion {
  std::string name;
  std::string flags;
  std::size_t width = 0;
  std::size_t precision = 0;
  char type = 's';
  std::size_t length = 0;  // of its spelling in the template
};

[[noreturn]] void fail(const std::string& file_template, const std::string& why) {
  throw Error("file_template \"" + file_template + "\" " + why,
              "use %(rev)s, %(slug)s, %(epoch)s, %(year)d, %(month).2d, %(day).2d, %(hour).2d, "
              "%(minute).2d or %(second).2d in the alembic.ini");
}

bool is_digit(char c) { return '0' <= c && c <= '9'; }

// Reads digits at `at`; widths of more than three digits are not meant seriously.
std::size_t read_number(std::string_view text, std::size_t& at) {
  std::size_t number = 0;
  for (std::size_t digits = 0; at < text.size() && is_digit(text[at]) && digits < 3; ++digits) {
    number = number * 10 + static_cast<std::size_t>(text[at++] - '0');
  }
  return number;
}

Conversion read_conversion(std::string_view text, const std::string& file_template) {
  Conversion conversion;
  const std::size_t close = text.find(')');
  if (!text.starts_with("%(") || close == std::string_view::npos) {
    fail(file_template, "has a % that begins no %(name)s");
  }
  conversion.name = text.substr(2, close - 2);
  std::size_t at = close + 1;
  while (at < text.size() && std::string_view("-0 +#").find(text[at]) != std::string_view::npos) {
    conversion.flags += text[at++];
  }
  conversion.width = read_number(text, at);
  if (at < text.size() && text[at] == '.') conversion.precision = read_number(text, ++at);
  if (at >= text.size() || std::string_view("sdi").find(text[at]) == std::string_view::npos) {
    fail(file_template, "has a conversion that is neither s nor d");
  }
  conversion.type = text[at];
  conversion.length = at + 1;
  return conversion;
}

std::string convert(const Conversion& conversion, const Texts& values,
                    const std::string& file_template) {
  const auto found = values.find(conversion.name);
  if (found == values.end()) {
    fail(file_template, "names %(" + conversion.name + "), which Alembic does not know");
  }
  std::string text = found->second;
  const bool number = std::all_of(text.begin(), text.end(), is_digit) && conversion.name != "rev" &&
                      conversion.name != "slug";
  if (conversion.type != 's' && !number) {
    fail(file_template, "takes %(" + conversion.name + ") for a number");
  }
  if (conversion.type != 's' && text.size() < conversion.precision) {
    text.insert(0, conversion.precision - text.size(), '0');
  }
  if (conversion.type == 's' && conversion.precision > 0)
    text = text.substr(0, conversion.precision);
  if (text.size() >= conversion.width) return text;
  const std::size_t missing = conversion.width - text.size();
  if (conversion.flags.find('-') != std::string::npos) return text + std::string(missing, ' ');
  const bool zeros = conversion.type != 's' && conversion.flags.find('0') != std::string::npos;
  return std::string(missing, zeros ? '0' : ' ') + text;
}

bool is_word(char c) {
  return is_digit(c) || ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string slug(std::string_view message, std::size_t length) {
  std::string slug;
  bool in_word = false;
  for (const char c : message) {
    if (is_word(c)) {
      if (!in_word && !slug.empty()) slug += '_';
      slug += c;
    }
    in_word = is_word(c);
  }
  slug = to_lower(slug);
  if (slug.size() <= length) return slug;
  slug.resize(length);
  return slug.substr(0, slug.rfind('_')) + "_";
}

std::string file_name(const FileNaming& naming, const ScriptFields& fields) {
  const CreateDate& date = fields.date;
  const Texts values = {{"rev", fields.revision},
                        {"slug", slug(fields.message, naming.truncate_slug_length)},
                        {"epoch", std::to_string(date.epoch)},
                        {"year", std::to_string(date.year)},
                        {"month", std::to_string(date.month)},
                        {"day", std::to_string(date.day)},
                        {"hour", std::to_string(date.hour)},
                        {"minute", std::to_string(date.minute)},
                        {"second", std::to_string(date.second)}};
  std::string name;
  std::string_view rest = naming.file_template;
  while (!rest.empty()) {
    const std::size_t percent = rest.find('%');
    name += rest.substr(0, percent);
    if (percent == std::string_view::npos) break;
    rest.remove_prefix(percent);
    if (rest.starts_with("%%")) {
      name += '%';
      rest.remove_prefix(2);
      continue;
    }
    const Conversion conversion = read_conversion(rest, naming.file_template);
    name += convert(conversion, values, naming.file_template);
    rest.remove_prefix(conversion.length);
  }
  if (name.find('\0') != std::string::npos || name.starts_with('/') ||
      ("/" + name + "/").find("/../") != std::string::npos) {
    fail(naming.file_template, "leads out of the versions folder");
  }
  return name + ".py";
}

}  // namespace migcheck::alembic
