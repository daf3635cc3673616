#include "schema/rename_names.h"

#include <algorithm>

#include "schema/names.h"

namespace migcheck {

namespace {

using migcheck::rename_in;

// A map that knows one name only.
std::function<sql::Name(const sql::Name&)> only(const std::string& from, const std::string& to) {
  return [from = unqualified(from), to = unqualified(to)](const sql::Name& name) {
    return name == from ? to : name;
  };
}

// Whether the text of a constant is a name that changes: 'users'::regclass.
bool names_renamed(const sql::Expression& constant, const sql::NameMap& names) {
  if (constant.kind != sql::Expression::Kind::constant || !names.relation) return false;
  const sql::Name name = unqualified(parsed_name(constant.text));
  return names.relation(name) != name;
}

// Whether the reduced tree of an expression changes, or does not show all that its text has.
bool needs_renaming(const sql::Expression& expression, const sql::NameMap& names) {
  using Part = sql::Expression::Kind;
  if (expression.kind == Part::other || expression.kind == Part::subquery) return true;
  if (expression.kind == Part::column && names.column &&
      names.column(expression.text) != expression.text) {
    return true;
  }
  if (expression.kind == Part::function && names.function &&
      names.function(expression.name) != expression.name) {
    return true;
  }
  if (expression.type && names.type && names.type(expression.type->name) != expression.type->name) {
    return true;
  }
  return names_renamed(expression, names) ||
         std::ranges::any_of(expression.arguments, [&](const sql::Expression& part) {
           return needs_renaming(part, names);
         });
}

// The same in the reduced tree of an expression.
void rename_parts(sql::Expression& expression, const sql::NameMap& names) {
  using Part = sql::Expression::Kind;
  if (expression.kind == Part::column && names.column) {
    expression.text = names.column(expression.text);
  }
  if (expression.kind == Part::function) {
    if (const std::string sequence = sequence_of(expression); !sequence.empty() && names.relation) {
      sql::Expression* literal = &expression.arguments.front();
      if (literal->kind == Part::cast) literal = &literal->arguments.front();
      literal->text = quoted_name(to_string(names.relation(unqualified(sequence))));
    }
    if (names.function) expression.name = names.function(expression.name);
  }
  if (expression.type && names.type) expression.type->name = names.type(expression.type->name);
  for (sql::Expression& part : expression.arguments) rename_parts(part, names);
}

void rename_in(sql::TypeName& type, const sql::NameMap& names) {
  if (names.type && !type.name.schema.empty()) type.name = names.type(type.name);
}

void rename_in(std::string& qualified, const std::function<sql::Name(const sql::Name&)>& names) {
  if (names && !qualified.empty()) qualified = to_string(names(unqualified(qualified)));
}

void rename_in(std::vector<std::string>& list,
               const std::function<sql::Name(const sql::Name&)>& names) {
  for (std::string& one : list) rename_in(one, names);
}

void rename_in(SchemaColumn& column, const sql::NameMap& names) {
  rename_in(column.type, names);
  rename_in(column.default_value, names);
  rename_in(column.generated_as, names);
  rename_in(column.sequence, names.relation);
}

void rename_in(SchemaConstraint& constraint, const sql::NameMap& names) {
  rename_in(constraint.check, names);
  rename_in(constraint.references, names.relation);
}

}  // namespace

void replace_name(std::vector<std::string>& list, const std::string& from, const std::string& to) {
  std::ranges::replace(list, from, to);
}

void replace_name(std::string& name, const std::string& from, const std::string& to) {
  if (name == from) name = to;
}

sql::NameMap names_for(ObjectClass object_class, const std::string& from, const std::string& to) {
  sql::NameMap names;
  if (object_class == ObjectClass::relation) names.relation = names.type = only(from, to);
  if (object_class == ObjectClass::type) names.type = only(from, to);
  if (object_class == ObjectClass::function) names.function = only(from, to);
  return names;
}

void rename_in(Boxed<sql::Expression>& expression, const sql::NameMap& names) {
  if (!expression || !needs_renaming(*expression, names)) return;
  rename_parts(*expression, names);
  expression->sql = sql::rewritten(expression->sql, sql::Form::expression, names);
}

void rename_in(std::string& statement, const sql::NameMap& names) {
  if (!statement.empty()) statement = sql::rewritten(statement, sql::Form::statement, names);
}

void rename_in(Relation& relation, const sql::NameMap& names) {
  // A relation's new name in a query is a matter of its own: see rename_in_query().
  if (!names.relation) rename_in(relation.query, names);
  for (SchemaColumn& column : relation.columns) rename_in(column, names);
  for (SchemaConstraint& constraint : relation.constraints) rename_in(constraint, names);
  rename_in(relation.parents, names.relation);
  rename_in(relation.reads, names.relation);
  rename_in(relation.of_type, names.type);
  if (relation.sequence) rename_in(relation.sequence->owner_table, names.relation);
  if (relation.partition_by) {
    for (sql::IndexKey& key : relation.partition_by->keys) rename_in(key.expression, names);
  }
}

void rename_in(SchemaIndex& index, const sql::NameMap& names) {
  for (sql::IndexKey& key : index.keys) rename_in(key.expression, names);
  rename_in(index.where, names);
  rename_in(index.table, names.relation);
}

void rename_in(SchemaType& type, const sql::NameMap& names) {
  rename_in(type.base, names);
  rename_in(type.default_value, names);
  rename_in(type.definition, names);
  for (SchemaColumn& attribute : type.attributes) rename_in(attribute, names);
  for (SchemaConstraint& constraint : type.constraints) rename_in(constraint, names);
}

void rename_in(SchemaFunction& function, const sql::NameMap& names) {
  rename_in(function.definition, names);
  for (sql::FunctionArgument& argument : function.arguments) {
    rename_in(argument.type, names);
    rename_in(argument.default_value, names);
  }
  if (function.returns) rename_in(*function.returns, names);
}

}  // namespace migcheck
