#include "postgres/database_url.h"

#include <utility>

#include "core/error.h"
#include "core/text.h"

namespace migcheck {

namespace {

constexpr const char* ours = "connect_timeout=10&application_name=migcheck";

// The text behind postgresql://, postgres:// or postgresql+driver://; "" where it begins otherwise.
std::string after_scheme(const std::string& text) {
  const std::size_t end = text.find("://");
  if (end == std::string::npos) return {};
  const std::string scheme = text.substr(0, std::min(text.find('+'), end));
  return scheme == "postgresql" || scheme == "postgres" ? text.substr(end + 3) : std::string();
}

// user:PASSWORD@host
std::string password_of_url(const std::string& rest) {
  const std::string authority = rest.substr(0, rest.find_first_of("/?"));
  const std::size_t at = authority.rfind('@');
  const std::size_t colon = authority.find(':');
  if (at == std::string::npos || colon > at) return {};
  return authority.substr(colon + 1, at - colon - 1);
}

// password=… among options or parameters.
std::string password_of_options(const std::string& text, const char* ends) {
  const std::size_t at = text.find("password=");
  if (at == std::string::npos) return {};
  const std::string value = text.substr(at + 9);
  return value.substr(0, value.find_first_of(ends));
}

// Places and all: for `ours` to stand before what the text says itself, which then counts.
std::string with_ours(const std::string& rest) {
  const std::size_t query = rest.find('?');
  if (query == std::string::npos) return "postgresql://" + rest + "?" + ours;
  return "postgresql://" + rest.substr(0, query) + "?" + ours + "&" + rest.substr(query + 1);
}

}  // namespace

DatabaseUrl::DatabaseUrl(std::string text) {
  if (const std::string rest = after_scheme(text); !rest.empty()) {
    password_ = password_of_url(rest);
    if (password_.empty()) password_ = password_of_options(rest, "&");
    options_ = with_ours(rest);
    is_url_ = true;
  } else if (text.find("://") == std::string::npos && text.find('=') != std::string::npos) {
    password_ = password_of_options(text, " ");
    options_ = replace_all(ours, "&", " ") + " " + text;
  } else {
    throw Error("the database URL is not one of PostgreSQL's",
                "write it as postgresql://user@host/database");
  }
}

// Of two values libpq takes the last one.
DatabaseUrl DatabaseUrl::with_database(const std::string& name) const {
  DatabaseUrl other = *this;
  other.options_ += (is_url_ ? "&dbname=" : " dbname=") + name;
  return other;
}

// What libpq says of a URL that it cannot read repeats all of it.
std::string DatabaseUrl::tell(const std::string& message) const {
  for (const char* part : {"URI", "connection info string", "percent-encoded", "conninfo"}) {
    if (message.find(part) != std::string::npos) return "the database URL cannot be read";
  }
  const std::string line = message.substr(0, message.find('\n'));
  return password_.empty() ? line : replace_all(line, password_, "***");
}

}  // namespace migcheck
