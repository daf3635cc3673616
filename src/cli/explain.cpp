#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.h"
#include "policy/catalogue.h"

namespace migcheck {

Run add_explain(CLI::App& app) {
  const auto id = std::make_shared<std::string>();
  app.add_option("POLICY", *id, "The policy's id, as in a finding")->required();
  return [id] {
    std::cout << explain_text(find_policy(*id));
    return 0;
  };
}

}  // namespace migcheck
