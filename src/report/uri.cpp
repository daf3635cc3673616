#include "report/uri.h"

#include <fmt/format.h>

#include <algorithm>

namespace migcheck {

namespace {

bool is_one_of(char c, std::string_view characters) {
  return characters.find(c) != std::string_view::npos;
}

bool is_plain(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') ||
         is_one_of(c, "-._~/");
}

}  // namespace

std::string uri_of(std::string_view path) {
  std::string uri = path.starts_with('/') ? "file://" : "";
  for (const char c : path) {
    uri += is_plain(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return uri;
}

bool is_web_uri(std::string_view text) {
  return (text.starts_with("https://") || text.starts_with("http://")) &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return is_plain(c) || is_one_of(c, ":?#@!$&'()*+,;=%"); });
}

}  // namespace migcheck
