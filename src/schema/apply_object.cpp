#include <algorithm>
#include <variant>

#include "schema/editor.h"

namespace migcheck {

void Schema::apply(const sql::Operation& operation) { std::visit(SchemaEditor(*this), operation); }

void SchemaEditor::operator()(const sql::CreateType& operation) {
  SchemaType type;
  type.name = schema_.qualified(operation.type);
  type.labels = operation.labels;
  switch (operation.kind) {
    case sql::CreateType::Kind::enumeration:
      type.kind = SchemaType::Kind::enumeration;
      break;
    case sql::CreateType::Kind::composite:
      type.kind = SchemaType::Kind::composite;
      break;
    case sql::CreateType::Kind::range:
      type.kind = SchemaType::Kind::range;
      break;
    case sql::CreateType::Kind::base:
      type.kind = SchemaType::Kind::base;
      break;
  }
  schema_.types_.put(std::move(type));
}

void SchemaEditor::operator()(const sql::AlterEnum& operation) {
  const std::string name = schema_.resolve_type(operation.type);
  if (schema_.type(name) == nullptr) return;
  std::vector<std::string>& labels = schema_.types_.edit(name).labels;
  if (!operation.renamed.empty()) {
    std::replace(labels.begin(), labels.end(), operation.renamed, operation.value);
  } else if (std::find(labels.begin(), labels.end(), operation.value) == labels.end()) {
    labels.push_back(operation.value);
  }
}

void SchemaEditor::operator()(const sql::CreateDomain& operation) {
  SchemaType domain;
  domain.name = schema_.qualified(operation.domain);
  domain.kind = SchemaType::Kind::domain;
  domain.base = operation.type;
  domain.constrained = operation.not_null || !operation.constraints.empty();
  schema_.types_.put(std::move(domain));
}

// Dropping a domain's constraint leaves the domain constrained: there may be others, and taking it
// for constrained is the careful side.
void SchemaEditor::operator()(const sql::AlterDomain& operation) {
  using Kind = sql::AlterDomain::Kind;
  const std::string name = schema_.resolve_type(operation.domain);
  if (schema_.type(name) == nullptr) return;
  if (operation.kind == Kind::add_constraint || operation.kind == Kind::set_not_null) {
    schema_.types_.edit(name).constrained = true;
  }
}

void SchemaEditor::operator()(const sql::CreateSequence& operation) {
  Relation sequence;
  sequence.name = schema_.qualified(operation.sequence);
  sequence.kind = Relation::Kind::sequence;
  schema_.relations_.put(std::move(sequence));
}

void SchemaEditor::operator()(const sql::CreateView& operation) {
  Relation view;
  view.name = schema_.qualified(operation.view);
  view.kind = Relation::Kind::view;
  view.complete = false;
  for (const sql::Name& read : operation.reads) view.reads.push_back(schema_.resolve(read));
  schema_.relations_.put(std::move(view));
}

void SchemaEditor::operator()(const sql::CreateFunction& operation) {
  schema_.functions_.put({schema_.qualified(operation.function), operation.volatility});
}

void SchemaEditor::operator()(const sql::SetVariable& operation) {
  if (operation.name != "search_path") return;
  if (operation.reset || operation.values.empty()) {
    schema_.search_path_ = {"public"};
    return;
  }
  schema_.search_path_.clear();
  for (const std::string& schema : operation.values) {
    if (schema != "$user") schema_.search_path_.push_back(schema);
  }
  if (schema_.search_path_.empty()) schema_.search_path_ = {"public"};
}

}  // namespace migcheck
