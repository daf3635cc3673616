#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migcheck {

// Writes XML 1.0 in UTF-8, element after element, one a line and indented. All escaping is here:
// what is given as a value or as text is read back as it was, but for what XML cannot hold, control
// characters and bytes that are not UTF-8: these become \x1b, as visible() shows them.
class XmlWriter {
 public:
  XmlWriter();

  // Begins an element within the one that is open. Names are ours, they are not escaped.
  XmlWriter& open(std::string_view element);

  // Of the element that was opened last, before anything is in it.
  XmlWriter& attribute(std::string_view name, std::string_view value);
  XmlWriter& attribute(std::string_view name, std::size_t value);

  // The text of the element that was opened last, instead of other elements.
  XmlWriter& text(std::string_view content);

  XmlWriter& close();

  // Closes what is open, and returns the document.
  std::string finish();

 private:
  std::string document_;
  std::vector<std::string> open_;
  enum class Last { attributes, text, element } last_ = Last::element;
};

}  // namespace migcheck
