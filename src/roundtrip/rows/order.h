#pragma once

#include <vector>

#include "roundtrip/rows/shapes.h"

namespace migcheck {

// Tables that are filled together: one, or several whose foreign keys form a cycle.
struct SeedUnit {
  std::vector<const TableShape*> tables;  // in the order in which they are filled
  // Whether rows can only come in at once: none of the keys that close the cycle may be NULL.
  bool at_once = false;
};

// Units in an order in which no unit refers to a later one.
std::vector<SeedUnit> seed_order(const Shapes& shapes);

}  // namespace migcheck
