#pragma once

#include <span>

#include "facts/fact.h"
#include "facts/statement_facts.h"

namespace migcheck {

// Every fact that a policy of subject statement may name.
std::span<const Fact<StatementFacts>> statement_table();

// What taste, naming and security ask: a part of it.
std::span<const Fact<StatementFacts>> practice_table();

// What is lost, what breaks, and transactions: another one.
std::span<const Fact<StatementFacts>> data_facts();

}  // namespace migcheck
