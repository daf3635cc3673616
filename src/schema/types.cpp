#include <algorithm>

#include "schema/editor.h"
#include "sql/definition.h"

namespace migcheck {

void SchemaEditor::operator()(const sql::CreateType& operation) {
  SchemaType made;
  made.name = schema_.qualified(operation.type);
  made.labels = operation.labels;
  switch (operation.kind) {
    case sql::CreateType::Kind::enumeration:
      made.kind = SchemaType::Kind::enumeration;
      break;
    case sql::CreateType::Kind::composite:
      made.kind = SchemaType::Kind::composite;
      break;
    case sql::CreateType::Kind::range:
      made.kind = SchemaType::Kind::range;
      break;
    case sql::CreateType::Kind::base:
      made.kind = SchemaType::Kind::base;
      break;
  }
  for (const sql::Column& attribute : operation.attributes) {
    made.attributes.push_back(made_attribute(attribute));
  }
  put(made);
  type(made.name).definition = qualifier_.text(operation.definition, sql::Form::statement);
}

SchemaColumn SchemaEditor::made_attribute(const sql::Column& written) const {
  SchemaColumn attribute;
  attribute.name = written.name;
  attribute.type = written.type;
  qualifier_.type(attribute.type);
  attribute.collation = qualifier_.collation(written.collation_name);
  return attribute;
}

void SchemaEditor::operator()(const sql::AlterEnum& operation) {
  const std::string name = schema_.resolve_type(operation.type);
  if (schema_.type(name) == nullptr) return;
  std::vector<std::string>& labels = type(name).labels;
  if (!operation.renamed.empty()) {
    std::ranges::replace(labels, operation.renamed, operation.value);
    rename_label_in_users(name, operation.renamed, operation.value);
    return;
  }
  if (std::ranges::find(labels, operation.value) != labels.end()) return;
  auto place = labels.end();
  if (!operation.neighbour.empty()) {
    place = std::ranges::find(labels, operation.neighbour);
    if (operation.after && place != labels.end()) ++place;
  }
  labels.insert(place, operation.value);
}

namespace {

void replace_literal(Boxed<sql::Expression>& expression, const std::string& from,
                     const std::string& to) {
  if (!expression) return;
  if (expression->kind == sql::Expression::Kind::constant && expression->text == from) {
    expression->text = to;
  }
  expression->sql = sql::with_literal(expression->sql, sql::Form::expression, from, to);
}

}  // namespace

// PostgreSQL keeps labels by number: where a text has the old one for a value of the type, the new
// one stands there now. A literal counts in a text about a column of the type, or with a cast to
// it.
void SchemaEditor::rename_label_in_users(const std::string& type_name, const std::string& from,
                                         const std::string& to) {
  for (const std::string& table : schema_.tables_using_type(type_name)) {
    Relation& owner = relation(table);
    for (SchemaColumn& column : owner.columns) {
      if (to_string(column.type.name) == type_name) replace_literal(column.default_value, from, to);
      replace_literal(column.generated_as, from, to);
    }
    for (SchemaConstraint& constraint : owner.constraints) {
      replace_literal(constraint.check, from, to);
    }
    for (const std::string& name : std::vector(owner.indexes)) {
      if (schema_.index(name) == nullptr) continue;
      replace_literal(index(name).where, from, to);
      for (sql::IndexKey& key : index(name).keys) replace_literal(key.expression, from, to);
    }
    for (const std::string& user : users(ObjectClass::relation, table)) {
      rename_label_in(user, from, to);
    }
  }
  for (const std::string& user : users(ObjectClass::type, type_name)) {
    rename_label_in(user, from, to);
  }
}

void SchemaEditor::rename_label_in(const std::string& user, const std::string& from,
                                   const std::string& to) {
  const auto [object_class, name] = from_class_key(user);
  if (object_class == ObjectClass::relation && !relation(name).query.empty()) {
    std::string& query = relation(name).query;
    query = sql::with_literal(query, sql::Form::statement, from, to);
  } else if (object_class == ObjectClass::object) {
    std::string& definition = object(name).definition;
    definition = sql::with_literal(definition, sql::Form::statement, from, to);
  }
}

void SchemaEditor::operator()(const sql::CreateDomain& operation) {
  SchemaType made;
  made.name = schema_.qualified(operation.domain);
  made.kind = SchemaType::Kind::domain;
  made.base = operation.type;
  qualifier_.type(made.base);
  made.not_null = operation.not_null;
  made.default_value = operation.default_value;
  qualifier_.expression(made.default_value);
  made.collation = qualifier_.collation(operation.collation);
  const std::string name = made.name;
  put(std::move(made));
  for (const sql::Constraint& constraint : operation.constraints) {
    add_domain_check(name, constraint);
  }
  note_constrained(name);
}

// Source: domainAddConstraint: the name is chosen from the domain's alone.
void SchemaEditor::add_domain_check(const std::string& domain, const sql::Constraint& written) {
  if (written.kind != sql::Constraint::Kind::check) {
    type(domain).not_null = true;
    return;
  }
  SchemaConstraint constraint = made_constraint(written);
  qualifier_.expression(constraint.check);
  if (constraint.name.empty()) {
    const auto [schema, name] = unqualified(domain);
    const std::vector<SchemaConstraint>& known = type(domain).constraints;
    constraint.name = free_name(name, "", "check", [&, &schema = schema](const std::string& taken) {
      return is_constraint_taken(schema, taken) ||
             std::ranges::find(known, taken, &SchemaConstraint::name) != known.end();
    });
  }
  type(domain).constraints.push_back(std::move(constraint));
}

void SchemaEditor::note_constrained(const std::string& domain) {
  SchemaType& changed = type(domain);
  changed.constrained = changed.not_null || !changed.constraints.empty();
}

void SchemaEditor::operator()(const sql::AlterDomain& operation) {
  using Kind = sql::AlterDomain::Kind;
  const std::string name = schema_.resolve_type(operation.domain);
  if (schema_.type(name) == nullptr) return;
  SchemaType& domain = type(name);
  const auto at = std::ranges::find(domain.constraints, operation.name, &SchemaConstraint::name);
  switch (operation.kind) {
    case Kind::set_default:
      domain.default_value = operation.expression;
      qualifier_.expression(domain.default_value);
      break;
    case Kind::drop_default:
      domain.default_value.reset();
      break;
    case Kind::set_not_null:
      domain.not_null = true;
      break;
    case Kind::drop_not_null:
      domain.not_null = false;
      break;
    case Kind::add_constraint:
      if (operation.constraint) add_domain_check(name, *operation.constraint);
      break;
    case Kind::drop_constraint:
      if (at != domain.constraints.end()) domain.constraints.erase(at);
      break;
    case Kind::validate_constraint:
      if (at != domain.constraints.end()) at->valid = true;
      break;
  }
  note_constrained(name);
}

}  // namespace migcheck
