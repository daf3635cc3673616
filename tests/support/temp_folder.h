#pragma once

#include <string>
#include <string_view>

namespace migcheck::test {

// A new empty folder below the system's temporary folder, deleted with everything in it at the end
// of the test.
class TempFolder {
 public:
  TempFolder();
  TempFolder(TempFolder&& other) noexcept;
  TempFolder& operator=(TempFolder&&) = delete;
  ~TempFolder();

  const std::string& path() const { return path_; }  // absolute, without symlinks or a final slash

  // Writes a file, making the folders that it needs. `path` is relative to this folder.
  void write(std::string_view path, std::string_view content) const;

  std::string read(std::string_view path) const;  // throws where there is no such file
  void remove(std::string_view path) const;       // a file, or a folder with everything in it

 private:
  std::string path_;
};

// Sets an environment variable for the lifetime of the object; a null value unsets it.
class ScopedVariable {
 public:
  ScopedVariable(std::string name, const char* value);
  ScopedVariable(const ScopedVariable&) = delete;
  ScopedVariable& operator=(const ScopedVariable&) = delete;
  ~ScopedVariable();

 private:
  std::string name_;
  bool was_set_;
  std::string old_value_;
};

}  // namespace migcheck::test
