#include "support/temp_folder.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace migcheck::test {

namespace fs = std::filesystem;

TempFolder::TempFolder() {
  std::string name = (fs::canonical(fs::temp_directory_path()) / "migcheck-test-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("mkdtemp failed: " + name);
  path_ = name;
}

TempFolder::TempFolder(TempFolder&& other) noexcept : path_(std::exchange(other.path_, "")) {}

TempFolder::~TempFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

void TempFolder::write(std::string_view path, std::string_view content) const {
  const fs::path file = fs::path(path_) / path;
  fs::create_directories(file.parent_path());
  std::ofstream out(file, std::ios::binary | std::ios::trunc);
  out.write(content.data(), static_cast<std::streamsize>(content.size()));
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string TempFolder::read(std::string_view path) const {
  std::ifstream in(fs::path(path_) / path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + std::string(path));
  return std::string(std::istreambuf_iterator<char>(in), {});
}

void TempFolder::remove(std::string_view path) const {
  if (fs::remove_all(fs::path(path_) / path) == 0) {
    throw std::runtime_error("nothing to remove: " + std::string(path));
  }
}

ScopedVariable::ScopedVariable(std::string name, const char* value) : name_(std::move(name)) {
  const char* old = std::getenv(name_.c_str());
  was_set_ = old != nullptr;
  if (was_set_) old_value_ = old;
  if (value == nullptr) {
    unsetenv(name_.c_str());
  } else {
    setenv(name_.c_str(), value, 1);
  }
}

ScopedVariable::~ScopedVariable() {
  if (was_set_) {
    setenv(name_.c_str(), old_value_.c_str(), 1);
  } else {
    unsetenv(name_.c_str());
  }
}

}  // namespace migcheck::test
