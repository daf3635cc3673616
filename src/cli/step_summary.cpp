#include "cli/step_summary.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace migcheck {

namespace {

constexpr std::size_t summary_limit = std::size_t{1} << 20U;

}  // namespace

std::string append_step_summary(const std::string& text) {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return "the environment has no GITHUB_STEP_SUMMARY";
  std::error_code error;
  const std::uintmax_t there = std::filesystem::file_size(path, error);
  if (!error && there + text.size() > summary_limit) return "the step has written too much already";
  std::ofstream stream(path, std::ios::binary | std::ios::app);
  stream << text;
  stream.close();
  return stream ? "" : "the file that GITHUB_STEP_SUMMARY names could not be written";
}

}  // namespace migcheck
