#include <algorithm>
#include <array>

#include "facts/practice_facts.h"
#include "sql/lexer.h"

namespace migcheck {

namespace {

using Kind = sql::ObjectKind;

constexpr std::size_t longest_name = 63;  // NAMEDATALEN - 1

// Notes what each operation gives a name to.
class Namer {
 public:
  explicit Namer(PracticeFacts& practice) : practice_(practice) {}

  void operator()(const sql::CreateTable& o) {
    qualified(Kind::table, o.table, o.persistence);
    for (const sql::Column& column : o.columns) {
      named(Kind::column, column.name);
      constraints(column.constraints);
    }
    constraints(o.constraints);
  }
  void operator()(const sql::CreateTableAs& o) {
    qualified(o.materialized_view ? Kind::materialized_view : Kind::table, o.table, o.persistence);
  }
  void operator()(const sql::CreateIndex& o) { named(Kind::index, o.name); }
  void operator()(const sql::CreateView& o) {
    qualified(Kind::view, o.view,
              o.temporary ? sql::Persistence::temporary : sql::Persistence::permanent);
  }
  void operator()(const sql::CreateSequence& o) {
    qualified(Kind::sequence, o.sequence,
              o.temporary ? sql::Persistence::temporary : sql::Persistence::permanent);
  }
  void operator()(const sql::CreateType& o) { qualified(Kind::type, o.type); }
  void operator()(const sql::CreateDomain& o) {
    qualified(Kind::domain, o.domain);
    constraints(o.constraints);
  }
  void operator()(const sql::CreateSchema& o) { named(Kind::schema, o.schema); }
  void operator()(const sql::CreateFunction& o) { qualified(Kind::function, o.function); }
  void operator()(const sql::CreateTrigger& o) { named(Kind::trigger, o.name); }
  void operator()(const sql::TableObject& o) {
    if (!o.alter) named(o.kind, o.name);
  }
  void operator()(const sql::Rename& o) { named(o.kind, o.new_name); }
  void operator()(const sql::AlterTable& o) {
    for (const sql::AlterAction& action : o.actions) {
      if (action.column && action.kind == sql::AlterAction::Kind::add_column) {
        named(Kind::column, action.column->name);
        constraints(action.column->constraints);
      }
      if (action.constraint && action.kind == sql::AlterAction::Kind::add_constraint) {
        named(Kind::constraint, action.constraint->name);
      }
    }
  }
  template <typename Other>
  void operator()(const Other&) {}

 private:
  void named(Kind kind, const std::string& name) {
    if (!name.empty()) practice_.names.push_back({kind, name});
  }

  void qualified(Kind kind, const sql::Name& name,
                 sql::Persistence persistence = sql::Persistence::permanent) {
    named(kind, name.name);
    const bool temporary = persistence == sql::Persistence::temporary;
    if (name.schema.empty() && !temporary) practice_.unqualified.push_back(name.name);
  }

  void constraints(const std::vector<sql::Constraint>& all) {
    for (const sql::Constraint& constraint : all) named(Kind::constraint, constraint.name);
  }

  PracticeFacts& practice_;
};

}  // namespace

void note_names(StatementFacts& facts, const sql::Operation& operation) {
  std::visit(Namer(facts.practice), operation);
}

namespace {

// Keywords that PostgreSQL takes for the names of columns and tables as they are, though it quotes
// them itself. Source: COL_NAME_KEYWORD in src/include/parser/kwlist.h.
constexpr auto usable_keywords = std::to_array<std::string_view>(
    {"between",       "bigint",         "bit",           "boolean",        "char",
     "character",     "coalesce",       "dec",           "decimal",        "exists",
     "extract",       "float",          "greatest",      "grouping",       "inout",
     "int",           "integer",        "interval",      "json",           "json_array",
     "json_arrayagg", "json_exists",    "json_object",   "json_objectagg", "json_query",
     "json_scalar",   "json_serialize", "json_table",    "json_value",     "least",
     "merge_action",  "national",       "nchar",         "none",           "normalize",
     "nullif",        "numeric",        "out",           "overlay",        "position",
     "precision",     "real",           "row",           "setof",          "smallint",
     "substring",     "time",           "timestamp",     "treat",          "trim",
     "values",        "varchar",        "xmlattributes", "xmlconcat",      "xmlelement",
     "xmlexists",     "xmlforest",      "xmlnamespaces", "xmlparse",       "xmlpi",
     "xmlroot",       "xmlserialize",   "xmltable"});

}  // namespace

bool needs_quotes(const std::string& name) {
  return sql::quoted(name) != name &&
         std::find(usable_keywords.begin(), usable_keywords.end(), name) == usable_keywords.end();
}

namespace {

bool is_separator(char c) {
  return c == ' ' || c == ',' || c == '(' || c == ')' || c == ';' || c == '\n';
}

// Whether there is a word or a quoted text, which may contain separators, that is long enough.
bool may_be_too_long(std::string_view sql) {
  if (sql.size() <= longest_name) return false;
  if (sql.find('"') != std::string_view::npos) return true;
  std::size_t length = 0;
  return std::any_of(sql.begin(), sql.end(), [&](char c) {
    length = is_separator(c) ? 0 : length + 1;
    return length > longest_name;
  });
}

}  // namespace

std::vector<std::string> names_too_long(std::string_view sql) {
  std::vector<std::string> names;
  if (!may_be_too_long(sql)) return names;
  sql::Lexer lexer(sql);
  while (const std::optional<sql::Token> token = lexer.next()) {
    using Token = sql::Token::Kind;
    if (token->kind != Token::word && token->kind != Token::quoted_name) continue;
    const std::size_t marks = token->kind == Token::quoted_name ? 2 : 0;
    const std::size_t length = token->span.end - token->span.begin;
    if (length <= longest_name + marks) continue;
    std::string name(sql.substr(token->span.begin + marks / 2, length - marks));
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace migcheck
