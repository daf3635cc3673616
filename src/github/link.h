#pragma once

#include <string>
#include <string_view>

namespace migcheck {

// The URL with rel="next" of a Link header; empty where there is none. Source: RFC 8288.
std::string next_page(std::string_view link_header);

// The URL that a Location means, seen from `url`; empty where it is on another host, port or
// scheme, or none at all.
std::string redirect_target(std::string_view url, std::string_view location);

// Whether a token may be sent to this API: https, or http on this very machine.
bool is_safe_api_url(std::string_view url);

}  // namespace migcheck
