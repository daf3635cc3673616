#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace migcheck {

using Json = nlohmann::ordered_json;

// The text of a JSON value, indented by two, without a last line ending. Bytes that are not UTF-8
// become U+FFFD; characters that a terminal or a runner would obey are escaped, so that readers get
// them and nobody else does.
std::string json_text(const Json& json);

// An object, member by member: Json's own lists of pairs cost several times as much.
class JsonObject {
 public:
  JsonObject() { members_.reserve(20); }

  template <typename Value>
  JsonObject& with(const char* name, Value&& value) {
    members_.emplace_back(name, std::forward<Value>(value));
    return *this;
  }

  operator Json() { return std::move(members_); }

 private:
  Json::object_t members_;
};

// Null for an empty text.
inline Json string_or_null(const std::string& text) { return text.empty() ? Json() : Json(text); }

}  // namespace migcheck
