#include "sql/shape.h"

#include <doctest/doctest.h>

using migcheck::sql::shape_of;

TEST_CASE("statements that differ in their values only have one shape") {
  CHECK(shape_of("INSERT INTO T\n VALUES (1, 'a', E'b''c') ; ") ==
        "insert into t values ( ? , ? , ? )");
  CHECK(shape_of("SELECT 1 -- one\n;;") == shape_of("select /* two */ 2"));
  CHECK(shape_of("DROP TABLE \"T\"") != shape_of("DROP TABLE t"));
  CHECK(shape_of("") == "");
}
