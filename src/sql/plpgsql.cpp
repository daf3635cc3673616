#include "sql/plpgsql.h"

#include <pg_query.h>

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "core/text.h"
#include "sql/parse.h"
#include "sql/plpgsql_idiom.h"
#include "sql/rewrite.h"

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/lsan_interface.h>
#endif

namespace migcheck::sql {

namespace {

using Json = nlohmann::json;
using Guard = EmbeddedStatement::Guard;

constexpr int deepest = 500;
constexpr int error_level = 21;  // of RAISE. Source: PostgreSQL's src/include/utils/elog.h.

std::string query_of(const Json& node, const char* field) {
  if (!node.contains(field)) return {};
  return node[field]["PLpgSQL_expr"].value("query", "");
}

const Json& list_of(const Json& node, const char* field) {
  static const Json empty = Json::array();
  return node.contains(field) ? node[field] : empty;
}

// Reads the statements of libpg_query's tree, which is JSON: each is an object with one member, its
// kind. Source: plpgsqlToJSON in libpg_query's src/pg_query_json_plpgsql.c.
class Reader {
 public:
  explicit Reader(EmbeddedStatements& into) : into_(into) {}

  void block(const Json& node);

 private:
  void statements(const Json& list);
  void conditional(const Json& list);
  void statement(const std::string& kind, const Json& node);
  void branch(const Json& node);
  void choice(const Json& node);
  void loop(const Json& node);
  void dynamic(const std::string& expression);
  void expression(const std::string& text);
  void add(EmbeddedStatement statement);
  bool guard(std::size_t from, const std::function<Guard(const std::string&)>& told);

  EmbeddedStatements& into_;
  int conditions_ = 0;
  int returns_ = 0;  // how many were met
  int depth_ = 0;
};

void Reader::add(EmbeddedStatement statement) {
  if (statement.text.empty() && statement.known) return;
  statement.conditional = conditions_ > 0;
  into_.statements.push_back(std::move(statement));
}

void Reader::dynamic(const std::string& expression) {
  EmbeddedStatement statement;
  statement.executed = true;
  const std::optional<ExecutedText> executed = text_of_expression(expression);
  statement.known = executed && executed->complete;
  if (executed) statement.text = executed->text;
  add(std::move(statement));
}

// An expression is a query where it reads something.
void Reader::expression(const std::string& text) {
  if (text.empty() || names_in(text, Form::expression).relations.empty()) return;
  add({"SELECT " + text});
}

void Reader::conditional(const Json& list) {
  ++conditions_;
  statements(list);
  --conditions_;
}

// Where exactly one statement was added since, `told` says what stands around it; whether it does.
bool Reader::guard(std::size_t from, const std::function<Guard(const std::string&)>& told) {
  if (into_.statements.size() != from + 1) return false;
  EmbeddedStatement& statement = into_.statements[from];
  if (!statement.known || statement.guard != Guard::none) return false;
  statement.guard = told(statement.text);
  if (statement.guard == Guard::none) return false;
  statement.conditional = conditions_ > 0;
  return true;
}

void Reader::branch(const Json& node) {
  const std::string condition = query_of(node, "cond");
  const std::size_t before = into_.statements.size();
  const bool alone = !node.contains("elsif_list") && !node.contains("else_body");
  conditional(list_of(node, "then_body"));
  const bool guarded = alone && guard(before, [&](const std::string& text) {
                         return guard_of_condition(condition, text);
                       });
  if (!guarded) {
    // The condition is read before what it is about.
    const std::size_t end = into_.statements.size();
    expression(condition);
    std::rotate(into_.statements.begin() + static_cast<std::ptrdiff_t>(before),
                into_.statements.begin() + static_cast<std::ptrdiff_t>(end),
                into_.statements.end());
  }
  for (const Json& other : list_of(node, "elsif_list")) {
    conditional(list_of(other["PLpgSQL_if_elsif"], "stmts"));
  }
  conditional(list_of(node, "else_body"));
}

void Reader::choice(const Json& node) {
  expression(query_of(node, "t_expr"));
  for (const Json& when : list_of(node, "case_when_list")) {
    conditional(list_of(when["PLpgSQL_case_when"], "stmts"));
  }
  conditional(list_of(node, "else_stmts"));
}

void Reader::loop(const Json& node) {
  for (const char* field : {"cond", "lower", "upper", "expr", "argquery"}) {
    expression(query_of(node, field));
  }
  conditional(list_of(node, "body"));
}

// What a block with EXCEPTION does is taken back when it fails.
void Reader::block(const Json& node) {
  const Json& exceptions = node.contains("exceptions")
                               ? list_of(node["exceptions"]["PLpgSQL_exception_block"], "exc_list")
                               : list_of(node, "exceptions");
  if (exceptions.empty()) {
    statements(list_of(node, "body"));
    return;
  }
  const std::size_t before = into_.statements.size();
  conditional(list_of(node, "body"));
  std::vector<std::string> conditions;
  bool silent = true;
  for (const Json& item : exceptions) {
    const Json& exception = item["PLpgSQL_exception"];
    for (const Json& condition : list_of(exception, "conditions")) {
      conditions.push_back(condition["PLpgSQL_condition"].value("condname", ""));
    }
    for (const Json& action : list_of(exception, "action")) {
      const bool tells = action.contains("PLpgSQL_stmt_raise") &&
                         action["PLpgSQL_stmt_raise"].value("elog_level", 0) < error_level;
      silent = silent && tells;
    }
  }
  if (silent) {
    guard(before, [&](const std::string& text) { return guard_of_handler(conditions, text); });
  }
  for (const Json& item : exceptions) conditional(list_of(item["PLpgSQL_exception"], "action"));
}

void Reader::statement(const std::string& kind, const Json& node) {
  if (kind == "PLpgSQL_stmt_block") return block(node);
  if (kind == "PLpgSQL_stmt_if") return branch(node);
  if (kind == "PLpgSQL_stmt_case") return choice(node);
  if (kind == "PLpgSQL_stmt_execsql") return add({query_of(node, "sqlstmt")});
  if (kind == "PLpgSQL_stmt_perform" || kind == "PLpgSQL_stmt_call") {
    return add({query_of(node, "expr")});
  }
  if (kind == "PLpgSQL_stmt_commit") return add({"COMMIT"});
  if (kind == "PLpgSQL_stmt_rollback") return add({"ROLLBACK"});
  if (kind == "PLpgSQL_stmt_fors") {
    add({query_of(node, "query")});
    return loop(node);
  }
  if (kind == "PLpgSQL_stmt_dynexecute" || kind == "PLpgSQL_stmt_dynfors") {
    dynamic(query_of(node, "query"));
    return conditional(list_of(node, "body"));
  }
  if (kind == "PLpgSQL_stmt_return_query" || kind == "PLpgSQL_stmt_open") {
    add({query_of(node, "query")});
    if (node.contains("dynquery")) dynamic(query_of(node, "dynquery"));
    return;
  }
  if (kind == "PLpgSQL_stmt_assign") {
    const std::string text = query_of(node, "expr");
    const std::size_t sign = text.find('=');  // "x := …" or "x = …"
    return expression(sign == std::string::npos ? text : text.substr(sign + 1));
  }
  if (kind == "PLpgSQL_stmt_return") ++returns_;
  if (kind == "PLpgSQL_stmt_return" || kind == "PLpgSQL_stmt_return_next") {
    return expression(query_of(node, "expr"));
  }
  loop(node);  // LOOP, WHILE, FOR, FOREACH; the others have none of these fields
}

void Reader::statements(const Json& list) {
  if (++depth_ > deepest) into_.error = "nested too deeply to be read";
  int left = 0;
  for (const Json& item : list) {
    if (into_.error) break;
    for (const auto& [kind, node] : item.items()) {
      const int before = returns_;
      statement(kind, node);
      // What stands behind a RETURN or EXIT that may have run may not run.
      if (returns_ > before || kind == "PLpgSQL_stmt_exit") {
        ++left;
        ++conditions_;
      }
    }
  }
  conditions_ -= left;
  --depth_;
}

std::string dollar_quoted(const std::string& body) {
  std::string tag = "$body$";
  while (body.find(tag) != std::string::npos) tag.insert(1, "x");
  return tag + body + tag;
}

// libpg_query never frees a buffer of one byte for each body that it refuses; that is no leak of
// ours.
PgQueryPlpgsqlParseResult parse_plpgsql(const std::string& statement) {
#ifdef __SANITIZE_ADDRESS__
  const __lsan::ScopedDisabler disabler;
#endif
  return pg_query_parse_plpgsql(statement.c_str());
}

// `statement` is CREATE FUNCTION or DO.
EmbeddedStatements read_plpgsql(const std::string& statement) {
  EmbeddedStatements read;
  if (statement.find('\0') != std::string::npos) {
    read.error = "invalid byte 0x00 in the text";
    return read;
  }
  const PgQueryPlpgsqlParseResult result = parse_plpgsql(statement);
  if (result.error != nullptr) {
    read.error = result.error->message == nullptr ? "cannot be read" : result.error->message;
    // A warning comes with strings that must not be freed.
    const bool is_warning = result.error->filename != nullptr && result.error->filename[0] == '\0';
    if (!is_warning) pg_query_free_plpgsql_parse_result(result);
    return read;
  }
  const Json functions = Json::parse(result.plpgsql_funcs, nullptr, false);
  pg_query_free_plpgsql_parse_result(result);
  if (!functions.is_array() || functions.size() != 1 ||
      !functions[0].contains("PLpgSQL_function")) {
    read.error = "libpg_query's tree could not be read";
    return read;
  }
  const Json& function = functions[0]["PLpgSQL_function"];
  if (function.contains("action")) {
    Reader(read).block(function["action"].value("PLpgSQL_stmt_block", Json::object()));
  }
  return read;
}

EmbeddedStatements read_sql(const std::string& body) {
  EmbeddedStatements read;
  for (const ParsedStatement& statement : parse(body)) {
    if (statement.error) read.error = statement.error->message;
    read.statements.push_back(
        {body.substr(statement.span.begin, statement.span.end - statement.span.begin)});
  }
  return read;
}

EmbeddedStatements not_readable(const std::string& language) {
  EmbeddedStatements read;
  read.error = "the language \"" + language + "\" cannot be read";
  return read;
}

}  // namespace

EmbeddedStatements statements_in(const DoBlock& block) {
  if (block.language != "plpgsql") return not_readable(block.language);
  return read_plpgsql("DO " + dollar_quoted(block.body));
}

EmbeddedStatements statements_in(const CreateFunction& function) {
  if (function.language == "sql") return read_sql(function.body);
  if (function.language != "plpgsql") return not_readable(function.language);
  if (!function.definition.empty()) return read_plpgsql(function.definition);
  return read_plpgsql("CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS " +
                      dollar_quoted(function.body));
}

}  // namespace migcheck::sql
