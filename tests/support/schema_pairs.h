#pragma once

#include <vector>

// Two scripts that make two schemas, for what goes from the one to the other.
struct SchemaPair {
  const char* name;
  const char* before;
  const char* after;
};

const std::vector<SchemaPair>& schema_pairs();
