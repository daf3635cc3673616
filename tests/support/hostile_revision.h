#pragma once

#include <string>

namespace migcheck::test {

// Reads a text as a revision, whatever is in it, and says what is wrong with what comes of it: each
// statement has SQL or a reason why it has none, and a place in the text. Empty: nothing is wrong.
std::string misread(const std::string& text);

}  // namespace migcheck::test
