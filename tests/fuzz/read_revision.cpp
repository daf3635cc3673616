// A libFuzzer target: any bytes as an Alembic revision. scripts/fuzz runs it.

#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "support/hostile_revision.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const std::string wrong = migcheck::test::misread(text); !wrong.empty()) {
    std::fprintf(stderr, "misread: %s\n", wrong.c_str());
    std::abort();
  }
  return 0;
}
