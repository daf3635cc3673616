#include "roundtrip/rows/pattern.h"

#include <doctest/doctest.h>

#include "roundtrip/rows/expression_words.h"

using namespace migcheck;

TEST_CASE("texts that match a LIKE pattern") {
  CHECK(like_sample("%@%", 0) == "1@1");
  CHECK(like_sample("%@%", 1) == "2@2");
  CHECK(like_sample("a\\%b_", 0) == "a%b1");
}

TEST_CASE("texts that match a regular expression") {
  struct Case {
    const char* pattern;
    const char* first;
    const char* second;
  };
  for (const Case& one :
       {Case{"^[A-Z]{3}$", "AAA", "BBB"}, Case{"^\\d{4}-\\d{2}$", "1111-11", "2222-22"},
        Case{"^(red|green)+$", "red", "green"}, Case{"^#[0-9a-f]{6}$", "#000000", "#111111"},
        Case{"^[[:upper:]][[:digit:]]*\\.x?$", "A1.x", "B2.x"},
        Case{"^(?:a|b)c{2,}$", "acc", "bcc"}, Case{"[^a-z]", "1", "2"}, Case{"a{0}b", "b", "b"},
        Case{"é{2}[ -~]", "éé ", "éé!"}, Case{"***:^ab$", "ab", "ab"}}) {
    CAPTURE(std::string(one.pattern));
    CHECK(regex_sample(one.pattern, 0) == one.first);
    CHECK(regex_sample(one.pattern, 1) == one.second);
  }
}

TEST_CASE("regular expressions that are not known, or wrong") {
  for (const char* pattern : {"(?=a)b", "(a)\\1", "[a", "(a", "a)", "a{3", "[[:none:]]", "a\\",
                              "a{99999999}", "[^a-z0-9_ .,-]", "[é]", "[a-é]"}) {
    CAPTURE(std::string(pattern));
    CHECK(!regex_sample(pattern, 0));
  }
  CHECK(!regex_sample(std::string(1000000, '('), 0));
  CHECK(!regex_sample("((a{1000}){1000}){1000}", 0));
}

TEST_CASE("names and constants of an expression") {
  const ExpressionWords words = expression_words(
      "((a > '-1'::integer) AND (\"B \"\"c\" ~ E'^\\\\d''$'::text) AND (length(x) <= 20))");
  CHECK(words.names ==
        std::set<std::string>{"AND", "B \"c", "a", "integer", "length", "text", "x"});
  CHECK(words.strings == std::vector<std::string>{"-1", "^\\d'$"});
  CHECK(words.numbers == std::vector<std::string>{"20"});
}
