#include "schema/editor.h"

namespace migcheck {

void SchemaEditor::operator()(const sql::Drop& operation) {
  using Kind = sql::ObjectKind;
  for (const sql::ObjectRef& object : operation.objects) {
    switch (operation.kind) {
      case Kind::table:
      case Kind::foreign_table:
      case Kind::view:
      case Kind::materialized_view:
      case Kind::sequence:
        drop_relation(schema_.resolve(object.name), operation.cascade);
        break;
      case Kind::index:
        drop_index(schema_.resolve(object.name));
        break;
      case Kind::type:
      case Kind::domain:
        drop_type(schema_.resolve_type(object.name));
        break;
      case Kind::schema:
        drop_schema(object.name.name);
        break;
      case Kind::function:
        schema_.functions_.erase(schema_.qualified(object.name));
        break;
      default:
        break;
    }
  }
}

void SchemaEditor::drop_references_to(const std::string& name) {
  for (const std::string& child : schema_.referencing(name)) {
    std::erase_if(table(child).constraints,
                  [&](const SchemaConstraint& c) { return c.references == name; });
  }
}

void SchemaEditor::drop_relation(const std::string& name, bool cascade) {
  const Relation* known = schema_.relation(name);
  if (known == nullptr) return;
  const Relation dropped = *known;
  for (const std::string& index : dropped.indexes) schema_.indexes_.erase(index);
  for (const std::string& parent : dropped.parents) std::erase(table(parent).children, name);
  if (cascade) drop_references_to(name);
  schema_.relations_.erase(name);
  // Partitions go with their parent; other children only with CASCADE.
  const bool takes_children = cascade || dropped.kind == Relation::Kind::partitioned;
  for (const std::string& child : dropped.children) {
    if (schema_.relation(child) == nullptr) continue;
    std::erase(table(child).parents, name);
    if (takes_children) drop_relation(child, cascade);
  }
}

void SchemaEditor::drop_index(const std::string& name) {
  const SchemaIndex* known = schema_.index(name);
  if (known == nullptr) return;
  const std::string owner = known->table;
  if (schema_.relation(owner) != nullptr) std::erase(table(owner).indexes, name);
  schema_.indexes_.erase(name);
}

// Only DROP TYPE … CASCADE succeeds while a column has the type, and takes the column along.
void SchemaEditor::drop_type(const std::string& name) {
  for (const std::string& user : schema_.tables_using_type(name)) {
    std::erase_if(table(user).columns, [&](const SchemaColumn& column) {
      return schema_.resolve_type(column.type.name) == name;
    });
  }
  schema_.types_.erase(name);
}

void SchemaEditor::drop_schema(const std::string& name) {
  const std::string prefix = name + ".";
  std::vector<std::string> relations;
  for (const auto& [key, relation] : schema_.relations_.all()) {
    if (key.starts_with(prefix)) relations.push_back(key);
  }
  for (const std::string& key : relations) drop_relation(key, true);
  std::vector<std::string> types;
  for (const auto& [key, type] : schema_.types_.all()) {
    if (key.starts_with(prefix)) types.push_back(key);
  }
  for (const std::string& key : types) drop_type(key);
}

}  // namespace migcheck
