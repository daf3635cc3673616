#include "dialect/alembic/python/exceptions.h"
#include "dialect/alembic/python/formatting.h"
#include "dialect/alembic/python/reason.h"
#include "dialect/alembic/python/render.h"

namespace migcheck::python {

namespace {

// A replacement field of str.format: "name!r:spec".
class BraceFormatter {
 public:
  explicit BraceFormatter(const FieldLookup& lookup) : lookup_(lookup) {}

  Rendered format(std::string_view format, int depth) {
    std::string text;
    for (std::size_t at = 0; at < format.size();) {
      const char c = format[at];
      const bool doubled = at + 1 < format.size() && format[at + 1] == c;
      if ((c == '{' || c == '}') && doubled && depth == 0) {
        text += c;
        at += 2;
      } else if (c == '{') {
        const std::size_t end = end_of_field(format, at);
        if (end == std::string_view::npos) fail("ValueError");
        const Rendered shown = field(format.substr(at + 1, end - at - 1), depth);
        if (!shown.text) return shown;
        text += *shown.text;
        at = end + 1;
      } else if (c == '}') {
        fail("ValueError");
      } else {
        text += c;
        ++at;
      }
    }
    return {text, ""};
  }

 private:
  static std::size_t end_of_field(std::string_view format, std::size_t begin) {
    int depth = 0;
    for (std::size_t at = begin; at < format.size(); ++at) {
      if (format[at] == '{') ++depth;
      if (format[at] == '}' && --depth == 0) return at;
    }
    return std::string_view::npos;
  }

  Rendered field(std::string_view text, int depth) {
    if (depth > 1) fail("ValueError");
    const std::size_t bracket = text.find('[');
    const std::size_t closing = bracket == std::string_view::npos ? 0 : text.find(']', bracket);
    const std::size_t colon = text.find(':', closing == std::string_view::npos ? 0 : closing);
    std::string_view name = text.substr(0, colon);
    const std::string_view spec =
        colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
    char conversion = 0;
    if (name.size() >= 2 && name[name.size() - 2] == '!') {
      conversion = name.back();
      name.remove_suffix(2);
      if (std::string_view("rsa").find(conversion) == std::string_view::npos) fail("ValueError");
    }
    Value value = lookup_.find(numbered(std::string(name)));
    if (conversion == 's') value = lookup_.text(value);
    if (conversion == 'r' || conversion == 'a') {
      const Rendered shown = conversion == 'r' ? repr(value) : ascii(value);
      if (!shown.text) return shown;
      value = {*shown.text, value.span};
    }
    const Rendered inner = format(spec, depth + 1);
    if (!inner.text) return inner;
    const Value made = lookup_.format(value, *inner.text);
    const auto* made_text = made.as<std::string>();
    return made_text ? Rendered{*made_text, ""} : unknown(reason_of(made));
  }

  // `{}`, `{.name}`: the next number; both ways of numbering do not go together.
  std::string numbered(std::string name) {
    const bool automatic = name.empty() || name[0] == '.' || name[0] == '[';
    const bool manual = !automatic && name[0] >= '0' && name[0] <= '9';
    if ((automatic && manual_) || (manual && next_ > 0)) fail("ValueError");
    manual_ = manual_ || manual;
    return automatic ? std::to_string(next_++) + name : name;
  }

  const FieldLookup& lookup_;
  std::size_t next_ = 0;
  bool manual_ = false;
};

}  // namespace

Rendered brace_format(std::string_view format, const FieldLookup& lookup) {
  return BraceFormatter(lookup).format(format, 0);
}

}  // namespace migcheck::python
