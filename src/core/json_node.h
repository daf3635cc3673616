#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/error.h"

namespace migcheck {

// A value in a JSON file together with its JSON pointer, so that every error can say where it is.
// Only the loaders' own files include this header: nlohmann/json is slow to compile.
class JsonNode {
 public:
  using Json = nlohmann::json;
  using Member = std::pair<std::string, JsonNode>;

  // `value` must outlive the node.
  JsonNode(SourceFilePtr file, const Json& value, std::string pointer = {})
      : file_(std::move(file)), value_(&value), pointer_(std::move(pointer)) {}

  // Throws an Error: "<what> at /when/lock_mode", pointing into the file where the key is unique.
  [[noreturn]] void fail(const std::string& what, std::string hint = {}) const;

  // The same for a name that is not one of `known`, with what may have been meant.
  [[noreturn]] void fail_unknown(const std::string& kind, const std::string& name,
                                 std::span<const std::string> known) const;

  const Json& json() const { return *value_; }

  // Each throws an Error where the value has another type, or is empty.
  std::string text() const;
  std::int64_t integer() const;
  bool boolean() const;
  std::vector<std::string> texts() const;
  std::vector<JsonNode> items() const;
  std::vector<Member> members() const;

  // Of an object.
  std::optional<JsonNode> find(const std::string& key) const;
  JsonNode at(const std::string& key) const;  // an Error where it is missing
  void check_keys(std::span<const std::string> known) const;

 private:
  JsonNode child(const std::string& token, const Json& value) const;
  Span span() const;

  SourceFilePtr file_;
  const Json* value_;
  std::string pointer_;
};

// The file as JSON. An Error where it is none, or an object has a key twice.
nlohmann::json parse_json(const SourceFilePtr& file);

}  // namespace migcheck
