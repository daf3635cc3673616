#include "cli/now.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include "core/error.h"

namespace migcheck {

namespace {

bool is_zone(const std::string& name) {
  const bool plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '/' ||
           c == '_' || c == '-' || c == '+';
  });
  if (name == "UTC") return true;
  std::error_code ignored;
  return plain && name.front() != '/' &&
         std::filesystem::is_regular_file("/usr/share/zoneinfo/" + name, ignored);
}

std::string find_zone(const std::string& name) {
  if (is_zone(name)) return name;
  std::string capitals = name;
  for (char& c : capitals) {
    if ('a' <= c && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (is_zone(capitals)) return capitals;
  throw Error("the time zone " + name + " of the Alembic configuration is not known here",
              "install the package tzdata, or correct `timezone`");
}

// The broken-down time in a zone; the process's own zone is as before afterwards.
std::tm broken_down(std::time_t seconds, const std::optional<std::string>& zone) {
  std::tm time{};
  if (!zone) {
    localtime_r(&seconds, &time);
    return time;
  }
  const char* const old = std::getenv("TZ");
  const std::optional<std::string> before = old ? std::optional<std::string>(old) : std::nullopt;
  setenv("TZ", zone->c_str(), 1);
  tzset();
  localtime_r(&seconds, &time);
  if (before) {
    setenv("TZ", before->c_str(), 1);
  } else {
    unsetenv("TZ");
  }
  tzset();
  return time;
}

}  // namespace

alembic::CreateDate now_in(const std::optional<std::string>& timezone) {
  using namespace std::chrono;
  const auto now = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
  std::optional<std::string> zone;
  if (timezone && !timezone->empty()) zone = find_zone(*timezone);
  const std::tm time = broken_down(static_cast<std::time_t>(now / 1'000'000), zone);
  alembic::CreateDate date;
  date.year = time.tm_year + 1900;
  date.month = time.tm_mon + 1;
  date.day = time.tm_mday;
  date.hour = time.tm_hour;
  date.minute = time.tm_min;
  date.second = time.tm_sec;
  date.microsecond = static_cast<int>(now % 1'000'000);
  date.epoch = now / 1'000'000;
  if (zone) date.offset_minutes = static_cast<int>(time.tm_gmtoff / 60);
  return date;
}

}  // namespace migcheck
