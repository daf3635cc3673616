#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/alembic/python/value.h"
#include "dialect/alembic/sqlalchemy/operators.h"
#include "dialect/alembic/sqlalchemy/table_reference.h"
#include "dialect/alembic/sqlalchemy/types.h"

namespace migcheck::alembic {

// A piece of SQL with what is needed to put it into a larger one.
struct Fragment {
  enum class Kind { expression, literal, column, text, constant, query };

  Kind kind = Kind::expression;
  std::string sql;  // a literal has none: it takes its type from where it stands
  TypePtr type = null_type();
  std::optional<python::Value> literal;
  std::optional<Operator> op;  // the outermost one; none: it never needs parentheses
  std::string key;             // of a column or a label
  bool is_label = false;
  bool is_quantified = false;  // ANY (…) or ALL (…), which stands on the right of a comparison
  std::string order;           // what follows a label in ORDER BY: " DESC NULLS LAST"
  bool is_proxy = false;  // a cast or negation of a column, which SELECT calls by the column's name
  std::vector<TableReferencePtr> tables;  // those that it names

  // What SELECT calls it if it has no label: "max" becomes max_1. Empty: nothing.
  std::string anonymous_name = "anon";

  std::string left, right;  // of a comparison, for its negation

  bool is_constant(std::string_view word) const { return kind == Kind::constant && sql == word; }
};

// Where an expression stands.
struct Scope {
  // bare: a column comes without its table, as in DDL.
  enum class Columns { qualified, bare };
  // What a bind parameter without a value becomes. null: NULL, as SQLAlchemy renders it in DDL.
  enum class Binds { refused, null };

  const LoweringOptions& options;
  std::string label;  // for messages: "`condition` of op.create_check_constraint"
  Columns columns = Columns::qualified;
  Binds binds = Binds::refused;
  std::vector<TableReferencePtr> enclosing = {};  // of the statements around a subquery
  std::size_t depth = 0;                          // of subqueries
  bool inside_operator = false;                   // then an element of JSON is put in parentheses
  std::shared_ptr<std::map<std::string, int>> anonymous =
      std::make_shared<std::map<std::string, int>>();

  std::shared_ptr<int> nesting = std::make_shared<int>(0);  // of expressions, to bound it

  // max → max_1, max_2, …
  std::string next_anonymous(const std::string& name) const {
    return name + "_" + std::to_string(++(*anonymous)[name]);
  }
};

Scope inside_operator(Scope scope);

// The value as an expression. A Python value becomes a literal.
Fragment build(const python::Value& value, const Scope& scope);

// The fragment's SQL; a literal is written as a value of `type` if it can be compared with one.
std::string render(const Fragment& fragment, const SqlType& type, const Scope& scope);
std::string render(const Fragment& fragment, const Scope& scope);

// The same in parentheses where `outer` asks for them.
std::string render_below(const Fragment& fragment, const Operator& outer, const SqlType& type,
                         const Scope& scope);

// left op right, with Core's rules for NULL, booleans and the concatenation of text.
Fragment binary(const Fragment& left, std::string_view op, const Fragment& right,
                const Scope& scope);

// AND / OR over any number of operands.
Fragment conjunction(std::vector<Fragment> operands, std::string_view op, const Scope& scope);

Fragment negate(const Fragment& operand, const Scope& scope);

// `operand op`: DESC, NULLS LAST.
Fragment postfix(const Fragment& operand, std::string_view op, const Scope& scope);

Fragment constant(std::string_view word);
Fragment literal_fragment(const python::Value& value, TypePtr type = nullptr);
Fragment in_list(const Fragment& left, const python::Value& list, bool negated, const Scope& scope);

// What several ways of writing them lead to.
Fragment between_fragment(const Fragment& operand, const python::Value& low,
                          const python::Value& high, std::string_view op, const Scope& scope);
Fragment cast_fragment(const Fragment& operand, const python::Value& type, const Scope& scope);
Fragment collate_fragment(const Fragment& operand, const Name& collation, const Scope& scope);
Fragment distinct_fragment(const Fragment& operand, const Scope& scope);
Fragment quantified_fragment(Fragment operand, std::string_view word, const Scope& scope);
Fragment exists_fragment(const std::string& select);
Fragment label_fragment(Fragment operand, const std::string& label);

// text() with the values of its bind parameters, by name.
std::string text_sql(std::string_view text, const std::map<std::string, std::string>& values,
                     const Scope& scope);

// The values in text().bindparams(…), as SQL by name.
std::map<std::string, std::string> bind_values(const std::vector<python::Argument>& arguments,
                                               const Scope& scope);

// data["key"].astext; inside a cast: of data["key"].as_string().
enum class JsonText { plain, cast };
Fragment json_element_text(const python::Value& element, JsonText form, const Scope& scope);

// sa.Sequence(…); a ForeignKey, an Identity or whatever else may stand in a column where its type
// would.
bool is_sequence(const python::Value& value);
bool is_schema_item(const python::Value& value);

// A select as a value: in parentheses.
Fragment scalar_subquery(const python::Value& select, const Scope& scope);

void add_tables(std::vector<TableReferencePtr>& tables, const std::vector<TableReferencePtr>& more);

// --- the three ways in which an expression is written -------------------------------------------

// sa.func.x(…), sa.case(…), sa.cast(…), …; nothing: it is no such function.
std::optional<Fragment> build_function(const python::External& call, const Scope& scope);

// column.in_(…), .label(…), .desc(), …; nothing: it is no such method.
std::optional<Fragment> build_method(const python::External& call, const Scope& scope);

// users.c.id, users.c["id"], data["key"], data["key"].astext; nothing: it is none.
std::optional<Fragment> build_member(const python::External& member, const Scope& scope);

}  // namespace migcheck::alembic
