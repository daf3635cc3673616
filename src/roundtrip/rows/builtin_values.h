#pragma once

#include <string>
#include <vector>

namespace migcheck {

// Values of a scalar type as texts that PostgreSQL reads.
struct ScalarValues {
  std::vector<std::string> plain;
  std::vector<std::string> most, least;  // one each at most
};

// How many plain values a type has, if it can.
constexpr int kPlainValues = 9;

// Where the numbers of distinct values begin: beyond what migrations give to their own rows.
constexpr int kFirstDistinct = 7001;

// Of the type with that name: the built-in ones, and those of well-known extensions. `modifier` is
// atttypmod, `first` the number that the plain values begin with. Nothing for types that are not
// known.
ScalarValues scalar_values(const std::string& type, int modifier, int first);

// Of a text that may have `length` characters; 0 for any length.
ScalarValues text_values(std::size_t length, int first);

}  // namespace migcheck
