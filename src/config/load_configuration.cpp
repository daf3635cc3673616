#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <vector>

#include "config/configuration.h"
#include "core/did_you_mean.h"
#include "core/error.h"
#include "core/source_file.h"
#include "dialect/path.h"

namespace migcheck {

namespace {

// Reads the tables of one file.
class Reader {
 public:
  explicit Reader(SourceFilePtr file) : file_(std::move(file)) {}

  // [tool.migcheck] of a pyproject.toml, or the whole file; null: it says nothing about migcheck.
  const toml::table* find(bool is_pyproject) {
    try {
      document_ = toml::parse(file_->text, file_->path);
    } catch (const toml::parse_error& error) {
      throw Error(fmt::format("{} is not TOML: {}", file_->path, error.description()),
                  "correct the file", file_, line_span(file_->text, error.source().begin.line));
    }
    if (!is_pyproject) return &document_;
    const toml::node_view<toml::node> node = document_["tool"]["migcheck"];
    return node ? &as_table(*node.node(), "tool.migcheck") : nullptr;
  }

  void read(const toml::table& table, Configuration& configuration) const {
    for (const auto& [key, node] : table) {
      if (key == "alembic") {
        read_alembic(as_table(node, "alembic"), configuration);
      } else {
        fail_unknown(key, {"alembic"});
      }
    }
  }

 private:
  void read_alembic(const toml::table& table, Configuration& configuration) const {
    for (const auto& [key, node] : table) {
      if (key == "types") {
        configuration.types = texts(node, "alembic.types");
      } else if (key == "naming_convention") {
        configuration.naming_convention = texts(node, "alembic.naming_convention");
        check_kinds(as_table(node, "alembic.naming_convention"));
      } else {
        fail_unknown(key, {"naming_convention", "types"});
      }
    }
  }

  void check_kinds(const toml::table& convention) const {
    const std::vector<std::string> kinds = {"ck", "fk", "ix", "pk", "uq"};
    for (const auto& [key, node] : convention) {
      if (std::find(kinds.begin(), kinds.end(), key.str()) == kinds.end()) fail_unknown(key, kinds);
    }
  }

  const toml::table& as_table(const toml::node& node, std::string_view name) const {
    if (const toml::table* table = node.as_table()) return *table;
    fail(fmt::format("`{}` is not a table", name), "write it as [table] or { key = \"value\" }",
         node.source());
  }

  std::map<std::string, std::string> texts(const toml::node& node, std::string_view name) const {
    std::map<std::string, std::string> found;
    for (const auto& [key, value] : as_table(node, name)) {
      const auto text = value.value_exact<std::string>();
      if (!text) {
        fail(fmt::format("`{}.{}` is not a string", name, key.str()), "put it in quotes",
             value.source());
      }
      found[std::string(key.str())] = *text;
    }
    return found;
  }

  [[noreturn]] void fail_unknown(const toml::key& key,
                                 const std::vector<std::string>& known) const {
    const auto meant = did_you_mean(key.str(), known);
    fail(fmt::format("there is no setting `{}`", key.str()),
         meant ? fmt::format("did you mean `{}`?", *meant)
               : fmt::format("the settings here are: {}", fmt::join(known, ", ")),
         key.source());
  }

  [[noreturn]] void fail(const std::string& message, const std::string& hint,
                         const toml::source_region& source) const {
    throw Error(file_->path + ": " + message, hint, file_,
                line_span(file_->text, source.begin.line));
  }

  SourceFilePtr file_;
  toml::table document_;
};

// Whether the file is there and says something.
bool read_file(const FileTree& tree, const std::string& path, Configuration& configuration) {
  const std::optional<std::string> text = tree.read(path);
  if (!text) return false;
  const bool is_pyproject = path::name_of(path) == "pyproject.toml";
  if (is_pyproject && text->find("migcheck") == std::string::npos) return false;
  Reader reader(std::make_shared<const SourceFile>(SourceFile{path, *text}));
  const toml::table* table = reader.find(is_pyproject);
  if (!table) return false;
  reader.read(*table, configuration);
  configuration.path = path;
  return true;
}

}  // namespace

Configuration load_configuration(const FileTree& tree, std::string_view folder) {
  constexpr auto names =
      std::to_array<const char*>({"migcheck.toml", ".migcheck.toml", "pyproject.toml"});
  Configuration configuration;
  std::string above(folder);
  while (true) {
    for (const char* name : names) {
      if (read_file(tree, path::join(above, name), configuration)) return configuration;
    }
    if (above.empty()) return configuration;
    above = path::folder_of(above);
  }
}

}  // namespace migcheck
