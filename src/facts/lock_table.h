#pragma once

#include <span>

#include "facts/fact.h"
#include "facts/statement_facts.h"

namespace migcheck {

// Facts of locks: indexes, constraints, column changes, partitions.
std::span<const Fact<StatementFacts>> lock_table();

}  // namespace migcheck
