#pragma once

#include <span>

#include "facts/fact.h"
#include "facts/statement_facts.h"

namespace migcheck {

// Every fact that a policy of subject statement may name.
std::span<const Fact<StatementFacts>> statement_table();

// Parts of it, each in the file of its name.
std::span<const Fact<StatementFacts>> lock_table();  // indexes, constraints, partitions, …
std::span<const Fact<StatementFacts>> data_table();  // what is lost, and where a statement stands
std::span<const Fact<StatementFacts>> practice_table();  // taste, naming, security

}  // namespace migcheck
