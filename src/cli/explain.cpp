#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "policy/catalogue.h"

namespace migcheck {

Run add_explain(CLI::App& app) {
  const auto id = std::make_shared<std::string>();
  app.add_option("POLICY", *id, "The policy's id, as in a finding")->required();
  const auto format = std::make_shared<std::string>("text");
  app.add_option("--format", *format, "text or markdown")
      ->check(CLI::IsMember({"text", "markdown"}));
  return [id, format] {
    const Policy& policy = find_policy(*id);
    std::cout << (*format == "text" ? explain_text(policy) : policy_markdown(policy));
    return 0;
  };
}

}  // namespace migcheck
