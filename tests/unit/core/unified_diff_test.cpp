#include "core/unified_diff.h"

#include <doctest/doctest.h>

using migcheck::unified_diff;

TEST_CASE("equal texts have no difference") { CHECK(unified_diff("a", "x\ny", "x\ny").empty()); }

TEST_CASE("near changes share a hunk, distant ones do not") {
  CHECK(unified_diff("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\nb\n3\n4\n5\n6\n7\n8\nz\n") ==
        "--- a/f\n+++ b/f\n@@ -1,9 +1,9 @@\n 1\n-2\n+b\n 3\n 4\n 5\n 6\n 7\n 8\n-9\n+z\n");
  CHECK(unified_diff("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "a\n2\n3\n4\n5\n6\n7\n8\nz\n") ==
        "--- a/f\n+++ b/f\n@@ -1,4 +1,4 @@\n-1\n+a\n 2\n 3\n 4\n@@ -6,4 +6,4 @@\n 6\n 7\n "
        "8\n-9\n+z\n");
}

TEST_CASE("line endings are part of the lines") {
  CHECK(unified_diff("f", "1\r\n2", "1\r\nb") ==
        "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n 1\r\n-2\n\\ No newline at end of file\n+b\n"
        "\\ No newline at end of file\n");
}
