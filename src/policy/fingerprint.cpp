#include "policy/fingerprint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <unordered_map>

#include "core/hash.h"
#include "core/parallel.h"

namespace migcheck {

namespace {

// Each run of white space as one space, none at the ends.
std::string normalised(std::string_view text) {
  constexpr std::string_view white_space = " \t\r\n\f\v";
  std::string result;
  while (true) {
    const std::size_t begin = text.find_first_not_of(white_space);
    if (begin == std::string_view::npos) return result;
    text.remove_prefix(begin);
    const std::string_view word = text.substr(0, text.find_first_of(white_space));
    if (!result.empty()) result += ' ';
    result += word;
    text.remove_prefix(word.size());
  }
}

// The parts with a separator that none of them holds.
std::string content_of(const Finding& finding) {
  const char* direction = finding.direction ? to_string(*finding.direction) : "";
  return fmt::format("{}\n{}\n{}\n{}\n{}", finding.policy, finding.file->path, finding.revision,
                     direction, normalised(finding.sql.empty() ? finding.message : finding.sql));
}

}  // namespace

void set_fingerprints(std::vector<Finding>& findings) {
  std::vector<std::size_t> order(findings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return findings[a].span.begin < findings[b].span.begin;
  });
  std::vector<std::string> contents(findings.size());
  in_parallel(
      findings.size(), [&](std::size_t i) { contents[i] = content_of(findings[i]); }, 64);
  std::unordered_map<std::string_view, std::size_t> occurrences;
  for (const std::size_t index : order) {
    const std::size_t occurrence = occurrences[contents[index]]++;
    findings[index].fingerprint =
        fmt::format("{:016x}", hash_of(fmt::format("{}\n{}", contents[index], occurrence)));
  }
}

}  // namespace migcheck
