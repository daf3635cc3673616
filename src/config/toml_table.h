#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/configuration.h"
#include "core/source_file.h"

namespace migcheck {

// A value of a TOML file with its dotted name, so that each error can say what is wrong where.
// Only config/ includes this header: toml++ is slow to compile.
class TomlValue {
 public:
  TomlValue(SourceFilePtr file, const toml::node& node, std::string name)
      : file_(std::move(file)), node_(&node), name_(std::move(name)) {}

  // Each throws an Error where the value is of another kind.
  Setting text() const;
  std::int64_t number() const;
  std::vector<Setting> texts() const;
  std::map<std::string, std::string> text_table() const;
  std::vector<TomlValue> tables() const;  // [[name]]

  // One of these words.
  Setting word(std::span<const std::string> known) const;

  // A list of some of these words.
  std::vector<std::string> words(std::span<const std::string> known) const;

  // "16 MB", or a number of bytes.
  std::int64_t bytes() const;

  // "2s", or a number of milliseconds; as PostgreSQL reads a timeout.
  std::int64_t milliseconds() const;

  // An RE2 regular expression.
  std::string pattern() const;

  // A setting of a table, and what reads it.
  struct Key {
    const char* name;
    void (*read)(const TomlValue& value, Configuration& configuration);
  };

  // Reads each member by its key; an unknown one is an Error with a "did you mean".
  void read(std::span<const Key> keys, Configuration& configuration) const;

  struct Member {
    Setting key;
    std::vector<TomlValue> value;  // exactly one
  };

  // The members of a table.
  std::vector<Member> members() const;

  bool is_number() const { return node_->is_integer(); }
  std::size_t line() const { return node_->source().begin.line; }
  const std::string& name() const { return name_; }

  [[noreturn]] void fail(const std::string& what, const std::string& hint) const;
  [[noreturn]] void fail_unknown(const Setting& key, std::span<const std::string> known) const;

 private:
  const toml::table& table() const;
  [[noreturn]] void fail_at_line(std::size_t line, const std::string& message,
                                 const std::string& hint) const;

  SourceFilePtr file_;
  const toml::node* node_;
  std::string name_;
};

}  // namespace migcheck
