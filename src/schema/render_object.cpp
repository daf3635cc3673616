#include "schema/render_object.h"

#include <string_view>
#include <vector>

#include "core/text.h"
#include "schema/render.h"
#include "sql/lexer.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

struct Word {
  std::string text;  // in lower case
  Span span;
};

std::vector<Word> words_of(const std::string& sql) {
  std::vector<Word> words;
  sql::Lexer lexer(sql);
  while (const std::optional<sql::Token> token = lexer.next()) {
    words.push_back({to_lower(std::string_view(sql).substr(token->span.begin,
                                                           token->span.end - token->span.begin)),
                     token->span});
  }
  return words;
}

// The first group in parentheses, with them.
std::string first_group(const std::string& sql) {
  int depth = 0;
  std::size_t begin = 0;
  for (const Word& word : words_of(sql)) {
    if (word.text == "(" && depth++ == 0) begin = word.span.begin;
    if (word.text == ")" && --depth == 0) return sql.substr(begin, word.span.end - begin);
  }
  return "()";
}

// What stands behind `name =` up to the comma or the end; NONE where it is not there.
std::string argument(const std::string& sql, const char* name) {
  const std::vector<Word> words = words_of(sql);
  for (std::size_t i = 0; i + 2 < words.size(); ++i) {
    if (words[i].text != name || words[i + 1].text != "=") continue;
    std::size_t last = i + 2;
    for (int depth = 0; last < words.size(); ++last) {
      if (depth == 0 && (words[last].text == "," || words[last].text == ")")) break;
      if (words[last].text == "(") ++depth;
      if (words[last].text == ")") --depth;
    }
    const std::size_t begin = words[i + 2].span.begin;
    return sql.substr(begin, words[last - 1].span.end - begin);
  }
  return "NONE";
}

// The text from the keyword on, up to where `end` stands.
std::string between(const std::string& sql, const char* start, const char* end) {
  std::size_t begin = std::string::npos;
  for (const Word& word : words_of(sql)) {
    if (begin == std::string::npos && word.text == start) begin = word.span.begin;
    if (begin != std::string::npos && word.text == end) {
      return sql.substr(begin, word.span.begin - begin - 1);
    }
  }
  return begin == std::string::npos ? "" : sql.substr(begin);
}

// "public.===" without what may stand behind it in parentheses.
std::string without_arguments(const std::string& name) { return name.substr(0, name.find('(')); }

// The characters of an operator are never quoted.
std::string operator_name(const std::string& object) {
  const std::string name = without_arguments(object);
  const std::size_t dot = name.find('.');
  return dot == std::string::npos ? name : sql::quoted(name.substr(0, dot)) + name.substr(dot);
}

std::string statistics_name(const DefinedObject& object) {
  const bool has_schema = object.object.find('.') != std::string::npos || object.table.empty();
  return rendered_name(has_schema ? object.object
                                  : unqualified(object.table).schema + "." + object.object);
}

}  // namespace

std::string rendered_target(const DefinedObject& object) {
  const std::string words = uppercased(to_string(object.kind)) + " ";
  switch (object.kind) {
    case Kind::trigger:
    case Kind::rule:
    case Kind::policy:
      return words + sql::quoted(object.object) + " ON " + rendered_name(object.table);
    case Kind::statistics:
      return words + statistics_name(object);
    case Kind::function:
      return "AGGREGATE " + rendered_name(without_arguments(object.object)) +
             first_group(object.definition);
    case Kind::operator_:
      return words + operator_name(object.object) + " (" + argument(object.definition, "leftarg") +
             ", " + argument(object.definition, "rightarg") + ")";
    case Kind::cast:
      return words + first_group(object.definition);
    case Kind::operator_class:
    case Kind::operator_family: {
      const std::string method = between(object.definition, "using", "as");
      return words + rendered_name(without_arguments(object.object)) + " " + method;
    }
    case Kind::foreign_data_wrapper:
      return "FOREIGN DATA WRAPPER " + sql::quoted(object.object);
    case Kind::user_mapping:
      return words + between(object.definition, "for", "options");
    default:
      return words + rendered_name(object.object);
  }
}

}  // namespace migcheck
