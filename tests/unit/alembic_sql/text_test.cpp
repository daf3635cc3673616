#include <doctest/doctest.h>

#include "dialect/alembic/sqlalchemy/md5.h"
#include "dialect/alembic/sqlalchemy/name.h"
#include "dialect/alembic/sqlalchemy/refusal.h"
#include "dialect/alembic/sqlalchemy/textual.h"

using namespace migcheck::alembic;

TEST_CASE("md5_hex gives the digests of RFC 1321") {
  CHECK(md5_hex("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(md5_hex("abc") == "900150983cd24fb0d6963f7d28e17f72");
  CHECK(md5_hex("message digest") == "f96b697d7cb7938d525a2f31aaf161d0");
  CHECK(
      md5_hex("12345678901234567890123456789012345678901234567890123456789012345678901234567890") ==
      "57edf4a22be3c955ac49da2e2107b67a");
}

TEST_CASE("quote quotes what SQLAlchemy quotes") {
  struct Row {
    const char* identifier;
    const char* sql;
  };
  for (const Row& row : {Row{"users", "users"}, Row{"user", "\"user\""}, Row{"Users", "\"Users\""},
                         Row{"a$b", "a$b"}, Row{"$a", "\"$a\""}, Row{"1a", "\"1a\""},
                         Row{"_a1", "_a1"}, Row{"a b", "\"a b\""}, Row{"a\"b", "\"a\"\"b\""},
                         Row{"größe", "\"größe\""}, Row{"", "\"\""}}) {
    CAPTURE(row.identifier);
    CHECK(quote(row.identifier) == row.sql);
  }
  CHECK(quote(Name{"users", Name::Quoting::always}) == "\"users\"");
  CHECK(quote(Name{"Users", Name::Quoting::never}) == "Users");
}

TEST_CASE("a long name is shortened if it was generated, and refused if it was given") {
  const std::string text(70, 'x');
  const std::string shortened = std::string(55, 'x') + "_" + md5_hex(text).substr(28);
  CHECK(quote_limited({text, Name::Quoting::automatic, Name::Origin::final}) == shortened);
  CHECK_THROWS_AS(quote_limited({text}), Refusal);
  CHECK(quote_limited({std::string(63, 'x')}) == std::string(63, 'x'));
}

TEST_CASE("schema and name are quoted each on its own") {
  CHECK(quote_qualified(Name{"s"}, {"Order"}) == "s.\"Order\"");
  CHECK(quote_qualified(Name{"a.b"}, {"t"}) == "\"a.b\".t");
  CHECK(quote_dotted(Name{"a.b"}, {"t"}) == "a.b.t");
  CHECK(quote_dotted({}, {"t"}) == "t");
}

TEST_CASE("expand_text fills in bind parameters") {
  struct Row {
    const char* text;
    const char* sql;
  };
  for (const Row& row :
       {Row{"a = :b", "a = <b>"}, Row{"a::int", "a::int"}, Row{"'x:y'", "'x:y'"}, Row{"\\:b", ":b"},
        Row{"\\:\\:int", "::int"}, Row{"\\:b:", "\\:b:"}, Row{"'a\\b'", "'a\\b'"},
        Row{"{\"k\":true}", "{\"k\"<true>}"}, Row{":a$", ":a$"}, Row{":1, 12:30", "<1>, 12:30"},
        Row{":é", "<é>"}, Row{"a :", "a :"}, Row{"\\", "\\"}}) {
    CAPTURE(row.text);
    CHECK(expand_text(row.text, [](const std::string& name) { return "<" + name + ">"; }) ==
          row.sql);
  }
}
