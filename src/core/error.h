#pragma once

#include <stdexcept>
#include <string>

#include "core/source_file.h"

namespace migcheck {

// What is wrong with our environment, the configuration or the command line: thrown where it is
// met, caught once in main, printed with its place, an excerpt and the hint, exit status 2.
// What is wrong with a migration is a Finding, never an Error.
class Error : public std::runtime_error {
 public:
  // `message` is one sentence without a full stop; `hint` one imperative sentence, or empty.
  explicit Error(const std::string& message, std::string hint = {})
      : std::runtime_error(message), hint_(std::move(hint)) {}

  // The same, pointing at a place in a file.
  Error(const std::string& message, std::string hint, SourceFilePtr file, Span span)
      : std::runtime_error(message), hint_(std::move(hint)), file_(std::move(file)), span_(span) {}

  const std::string& hint() const { return hint_; }
  const SourceFilePtr& file() const { return file_; }  // may be null
  Span span() const { return span_; }

 private:
  std::string hint_;
  SourceFilePtr file_;
  Span span_;
};

}  // namespace migcheck
