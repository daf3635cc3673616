#pragma once

#include <span>
#include <vector>

#include "core/source_file.h"
#include "facts/fact.h"
#include "policy/embedded.h"
#include "policy/policy.h"

namespace migcheck {

// The facts that a subject has: facts_of(), or what a test has instead.
using FactsOf = std::vector<FactInfo> (*)(Subject subject);

// One policy.json, without its examples. Whatever is wrong with it is an Error that names the place
// as a JSON pointer, with a hint.
Policy load_policy(const SourceFilePtr& file, FactsOf facts);

// The policies in these files, by id: policies/<category>/<id>/policy.json, beside it the examples
// bad.* and good.*, or folders bad and good where it takes a history to show the point. A file of
// another name, an id that is not its folder's, and a superseded policy that does not exist are
// Errors.
std::vector<Policy> load_policies(std::span<const EmbeddedFile> files, FactsOf facts);

// Adds a project's own policies: <folder>/<category>/<id>/policy.json and so on. The file
// <folder>/schema.sql is for their examples, and not read here.
void add_policies(std::vector<Policy>& policies, const std::string& folder,
                  std::span<const SourceFile> files);

}  // namespace migcheck
