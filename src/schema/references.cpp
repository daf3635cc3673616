#include "schema/references.h"

#include <algorithm>
#include <functional>
#include <memory>
#include <utility>

#include "core/text.h"
#include "schema/names.h"
#include "sql/rewrite.h"

namespace migcheck {

namespace {

constexpr std::string_view class_letters = "ritfoc";

using Keys = std::vector<std::string>;

void add(Keys& keys, ObjectClass object_class, const std::string& name) {
  if (!name.empty()) keys.push_back(class_key(object_class, name));
}

void add_type(Keys& keys, const sql::TypeName& type) {
  if (!type.name.schema.empty()) add(keys, ObjectClass::type, to_string(type.name));
}

void add_expression(Keys& keys, const sql::Expression& expression) {
  using Kind = sql::Expression::Kind;
  if (expression.kind == Kind::function) {
    add(keys, ObjectClass::relation, sequence_of(expression));
    if (!expression.name.schema.empty()) {
      add(keys, ObjectClass::function, to_string(expression.name));
    }
  }
  if (expression.type) add_type(keys, *expression.type);
  for (const sql::Expression& part : expression.arguments) add_expression(keys, part);
}

void add_expression(Keys& keys, const Boxed<sql::Expression>& expression) {
  if (expression) add_expression(keys, *expression);
}

Keys read_references(const std::string& text) {
  Keys keys;
  if (text.empty()) return keys;
  const sql::MentionedNames names = sql::names_in(text, sql::Form::statement);
  const auto add_all = [&](ObjectClass object_class, const std::vector<sql::Name>& list) {
    for (const sql::Name& name : list) {
      if (!name.schema.empty()) add(keys, object_class, to_string(name));
    }
  };
  add_all(ObjectClass::relation, names.relations);
  add_all(ObjectClass::type, names.types);
  add_all(ObjectClass::function, names.functions);
  return keys;
}

std::size_t hash_of(const std::string& text) { return std::hash<std::string>()(text); }

// What makes the object, or a view's query.
const std::string& text_of(const Relation& relation) { return relation.query; }
const std::string& text_of(const SchemaType& type) { return type.definition; }
const std::string& text_of(const SchemaFunction& function) { return function.definition; }
const std::string& text_of(const DefinedObject& object) { return object.definition; }

// Whether what is noted of the object's text is of the text as it is.
template <typename T>
bool is_text_noted(const T& object) {
  return text_of(object).empty() || object.noted_references.text_hash == hash_of(text_of(object));
}

void note_text(SchemaIndex&) {}

template <typename T>
void note_text(T& object) {
  if (is_text_noted(object)) return;
  object.noted_references.text_hash = hash_of(text_of(object));
  object.noted_references.in_text = read_references(text_of(object));
}

template <typename T>
void note(T& object) {
  note_text(object);
  Keys keys = references_of(object);
  std::shared_ptr<const Keys>& noted = object.noted_references.all;
  if (!noted || *noted != keys) noted = std::make_shared<const Keys>(std::move(keys));
}

template <typename T>
void add_text(Keys& keys, const T& object) {
  if (text_of(object).empty()) return;
  const Keys found =
      is_text_noted(object) ? object.noted_references.in_text : read_references(text_of(object));
  keys.insert(keys.end(), found.begin(), found.end());
}

void add_columns(Keys& keys, const std::vector<SchemaColumn>& columns) {
  for (const SchemaColumn& column : columns) {
    add_type(keys, column.type);
    add_expression(keys, column.default_value);
    add_expression(keys, column.generated_as);
    add(keys, ObjectClass::relation, column.sequence);
    if (column.collation.find('.') != std::string::npos) {
      add(keys, ObjectClass::object, object_key(sql::ObjectKind::collation, column.collation));
    }
  }
}

void add_constraints(Keys& keys, const std::vector<SchemaConstraint>& constraints,
                     const std::string& owner) {
  for (const SchemaConstraint& constraint : constraints) {
    add(keys, ObjectClass::constraint, sibling(owner, constraint.name));
    add(keys, ObjectClass::relation, constraint.references);
    add_expression(keys, constraint.check);
  }
}

void add_index_keys(Keys& keys, const std::vector<sql::IndexKey>& index_keys) {
  for (const sql::IndexKey& key : index_keys) {
    add_expression(keys, key.expression);
    if (key.collation_name.schema.empty()) continue;
    add(keys, ObjectClass::object,
        object_key(sql::ObjectKind::collation, to_string(key.collation_name)));
  }
}

}  // namespace

std::string class_key(ObjectClass object_class, const std::string& name) {
  return std::string(1, class_letters[static_cast<std::size_t>(object_class)]) + " " + name;
}

ClassedName from_class_key(const std::string& key) {
  return {static_cast<ObjectClass>(class_letters.find(key.front())), key.substr(2)};
}

Keys references_of(const Relation& relation) {
  Keys keys;
  add_columns(keys, relation.columns);
  add_constraints(keys, relation.constraints, relation.name);
  for (const std::string& parent : relation.parents) add(keys, ObjectClass::relation, parent);
  for (const std::string& read : relation.reads) add(keys, ObjectClass::relation, read);
  add(keys, ObjectClass::type, relation.of_type);
  add_text(keys, relation);
  if (relation.sequence) add(keys, ObjectClass::relation, relation.sequence->owner_table);
  if (relation.partition_by) add_index_keys(keys, relation.partition_by->keys);
  return keys;
}

Keys references_of(const SchemaIndex& index) {
  Keys keys;
  add(keys, ObjectClass::relation, index.table);
  add(keys, ObjectClass::index, index.parent);
  add_index_keys(keys, index.keys);
  add_expression(keys, index.where);
  return keys;
}

Keys references_of(const SchemaType& type) {
  Keys keys;
  add_type(keys, type.base);
  add_columns(keys, type.attributes);
  add_expression(keys, type.default_value);
  add_constraints(keys, type.constraints, type.name);
  add_text(keys, type);
  return keys;
}

Keys references_of(const SchemaFunction& function) {
  Keys keys;
  for (const sql::FunctionArgument& argument : function.arguments) {
    add_type(keys, argument.type);
    add_expression(keys, argument.default_value);
  }
  if (function.returns) add_type(keys, *function.returns);
  add_text(keys, function);
  std::erase(keys, class_key(ObjectClass::function, function.function));
  return keys;
}

Keys references_of(const DefinedObject& object) {
  Keys keys;
  add(keys, ObjectClass::relation, object.table);
  add_text(keys, object);
  return keys;
}

void note_references(Relation& relation) { note(relation); }
void note_references(SchemaIndex& index) { note(index); }
void note_references(SchemaType& type) { note(type); }
void note_references(SchemaFunction& function) { note(function); }
void note_references(DefinedObject& object) { note(object); }

Keys references_of(const sql::Expression& expression) {
  Keys keys;
  add_expression(keys, expression);
  return keys;
}

std::string sequence_of(const sql::Expression& call) {
  using Kind = sql::Expression::Kind;
  static constexpr std::string_view functions[] = {"nextval", "currval", "setval"};
  if (call.kind != Kind::function || !call.name.schema.empty() || call.arguments.empty()) return {};
  if (std::ranges::find(functions, call.name.name) == std::end(functions)) return {};
  const sql::Expression* argument = &call.arguments.front();
  if (argument->kind == Kind::cast && argument->type->name.name == "regclass") {
    argument = &argument->arguments.front();
  }
  return argument->kind == Kind::constant ? parsed_name(argument->text) : "";
}

std::string parsed_name(const std::string& text) {
  std::string parsed;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    if (byte == '"') {
      const bool doubled = quoted && i + 1 < text.size() && text[i + 1] == '"';
      if (doubled) parsed += text[++i];
      if (!doubled) quoted = !quoted;
    } else if (quoted) {
      parsed += byte;
    } else if (byte != ' ') {
      parsed += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte - 'A' + 'a') : byte;
    }
  }
  return parsed;
}

}  // namespace migcheck
