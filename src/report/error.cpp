#include "core/text.h"
#include "report/format.h"
#include "report/frame.h"
#include "report/runner_log.h"
#include "report/style.h"
#include "report/visible.h"

namespace migcheck {

namespace {

// "what", further lines indented.
std::string indented(std::string_view text, std::size_t indent) {
  return join(visible_lines(text), "\n" + std::string(indent, ' '));
}

std::string headline(std::string_view place, const Error& error, const Style& style) {
  return style.bold(place) + style.bold(": ") + style.severity(Severity::error, "error") +
         style.bold(": " + indented(error.what(), 2)) + "\n";
}

}  // namespace

std::string render_error(const Error& error, Color color) {
  const Style style(color);
  const std::string hint = style.bold("hint:") + " ";
  if (error.file() == nullptr) {
    const std::string text = headline("migcheck", error, style);
    return harmless_lines(error.hint().empty() ? text
                                               : text + hint + indented(error.hint(), 6) + "\n");
  }
  const Lines lines(error.file()->text);
  const Frame frame(*error.file(), lines, error.span());
  std::string text = headline(frame.place(), error, style);
  text += frame.excerpt(Severity::error, style);
  if (!error.hint().empty()) {
    text += frame.bar(style) + "\n" + frame.equals(style) + hint +
            indented(error.hint(), frame.width() + 9) + "\n";
  }
  return harmless_lines(text);
}

}  // namespace migcheck
