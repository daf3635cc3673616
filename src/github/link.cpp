#include "github/link.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace migcheck {

namespace {

// "https://host:port" of a URL.
std::string_view origin_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return url.substr(0, url.find_first_of("/?#\\", scheme + 3));
}

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return '!' <= c && c <= '~'; });
}

}  // namespace

std::string next_page(std::string_view link_header) {
  for (const std::string_view link : split(link_header, ',')) {
    const std::size_t begin = link.find('<');
    const std::size_t end = link.find('>');
    if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) continue;
    if (link.find("rel=\"next\"", end) != std::string_view::npos) {
      return std::string(link.substr(begin + 1, end - begin - 1));
    }
  }
  return "";
}

std::string redirect_target(std::string_view url, std::string_view location) {
  const std::string_view origin = origin_of(url);
  if (origin.empty() || !is_printable(location)) return "";
  if (location.starts_with("/") && !location.starts_with("//")) {
    return std::string(origin) + std::string(location);
  }
  return origin_of(location) == origin ? std::string(location) : "";
}

bool is_safe_api_url(std::string_view url) {
  const std::string_view origin = origin_of(url);
  if (!is_printable(url) || origin.find('@') != std::string_view::npos) return false;
  if (origin.starts_with("https://")) return origin.size() > 8;
  if (!origin.starts_with("http://")) return false;
  std::string_view host = origin.substr(7);
  host = host.substr(0, host.starts_with("[") ? host.find(']') + 1 : host.find(':'));
  constexpr std::array<std::string_view, 3> loopback = {"127.0.0.1", "localhost", "[::1]"};
  return std::find(loopback.begin(), loopback.end(), host) != loopback.end();
}

}  // namespace migcheck
