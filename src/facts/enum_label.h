#pragma once

// Internal to facts/.

#include <string>

#include "facts/statement_facts.h"

namespace migcheck {

// A label that the open transaction has added to an enum, and that the statement uses; empty where
// it uses none for certain. PostgreSQL refuses that until the transaction has committed; from
// version 17 on not where the transaction has created the type, too.
// Source: check_safe_enum_use in src/backend/utils/adt/enum.c; measured on 12 to 18.
TransactionState::Label used_new_label(const StatementFacts& facts, const FactContext& context);

}  // namespace migcheck
