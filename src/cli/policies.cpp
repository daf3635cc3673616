#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "policy/catalogue.h"

namespace migcheck {

namespace {

std::string render(const std::string& format) {
  if (format == "json") return policies_json(builtin_policies());
  if (format == "markdown") return policies_markdown(builtin_policies());
  return policies_text(builtin_policies());
}

}  // namespace

Run add_policies(CLI::App& app) {
  const auto format = std::make_shared<std::string>("text");
  app.add_option("--format", *format, "text, json or markdown")
      ->check(CLI::IsMember({"text", "json", "markdown"}));
  return [format] {
    std::cout << render(*format);
    return 0;
  };
}

}  // namespace migcheck
