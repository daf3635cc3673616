#include "postgres/database_url.h"

#include <doctest/doctest.h>

using namespace migcheck;

TEST_CASE("another database of the same server") {
  CHECK(DatabaseUrl("postgresql+psycopg2://u:p@h/own?sslmode=require")
            .with_database("other")
            .options() ==
        "postgresql://u:p@h/own?connect_timeout=10&application_name=migcheck&sslmode=require"
        "&dbname=other");
  CHECK(DatabaseUrl("host=h dbname=own").with_database("other").options() ==
        "connect_timeout=10 application_name=migcheck host=h dbname=own dbname=other");
  CHECK(DatabaseUrl("postgres://u:secret@h/own").with_database("o").tell("no secret here") ==
        "no *** here");
}
