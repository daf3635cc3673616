#pragma once

#include <string>
#include <vector>

#include "roundtrip/rows/expression_words.h"

namespace migcheck {

// Texts that may meet a condition with these words in it, as values of a family of types. Each of
// them also proposes values that are no more than usual for such conditions.

constexpr int kVariants = 7;  // of what a pattern or a length suggests: as many as rows

// The numbers of the condition, also those in quotes: '-1'::integer.
std::vector<double> numbers_in(const ExpressionWords& words);

// The constants, what LIKE patterns and regular expressions match, texts of the lengths that the
// numbers are, words.
std::vector<std::string> suggested_texts(const ExpressionWords& words);

// Of the json types: one of each kind, and objects that have the constants as keys.
std::vector<std::string> suggested_json(const ExpressionWords& words);

// Of bytea: as many bytes as the numbers say.
std::vector<std::string> suggested_bytes(const ExpressionWords& words);

// Of date and the timestamps, as SQL expressions of the type: the constants, the past and the
// future, and days that are as far apart as numbers and intervals say.
std::vector<std::string> suggested_dates(const ExpressionWords& words, const std::string& type_sql);

}  // namespace migcheck
