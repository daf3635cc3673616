#pragma once

#include <string>
#include <string_view>

namespace migcheck {

// A path as a relative reference, every byte that is not unreserved percent-encoded (RFC 3986,
// section 2.3); an absolute path as a file URI.
std::string uri_of(std::string_view path);

// Whether it is an address of the web in the characters that RFC 3986 allows.
bool is_web_uri(std::string_view text);

}  // namespace migcheck
