#include <algorithm>

#include "schema/editor.h"

namespace migcheck {

// The tables that were made OF the type: with CASCADE their columns are the type's attributes.
std::vector<std::string> SchemaEditor::typed_tables(const std::string& composite) const {
  std::vector<std::string> tables;
  for (const std::string& user : users(ObjectClass::type, composite)) {
    const auto [object_class, name] = from_class_key(user);
    const Relation* table =
        object_class == ObjectClass::relation ? schema_.relation(name) : nullptr;
    if (table != nullptr && table->of_type == composite) tables.push_back(name);
  }
  return tables;
}

// Source: PostgreSQL documentation, ALTER TYPE: without CASCADE it is refused where there are typed
// tables.
void SchemaEditor::alter_composite(const std::string& name, const sql::AlterAction& action) {
  using Kind = sql::AlterAction::Kind;
  if (schema_.type(name) == nullptr) return;
  SchemaType& composite = type(name);
  const auto at = std::ranges::find(composite.attributes, action.name, &SchemaColumn::name);
  const bool exists = at != composite.attributes.end();
  switch (action.kind) {
    case Kind::add_column: {
      if (exists) return;
      const SchemaColumn made = made_attribute(*action.column);
      composite.attributes.push_back(made);
      for (const std::string& table : typed_tables(name)) relation(table).columns.push_back(made);
      return;
    }
    case Kind::drop_column:
      if (exists) composite.attributes.erase(at);
      for (const std::string& table : typed_tables(name)) {
        drop_column(table, action.name, true, false);
      }
      return;
    case Kind::set_type:
      if (exists) set_type(*at, action);
      for (const std::string& table : typed_tables(name)) {
        if (SchemaColumn* column = relation(table).column(action.name)) set_type(*column, action);
      }
      return;
    case Kind::owner:
      composite.owner = action.value;
      return;
    default:
      return;
  }
}

void SchemaEditor::rename_attribute(const std::string& composite, const std::string& from,
                                    const std::string& to) {
  if (schema_.type(composite) == nullptr) return;
  for (SchemaColumn& attribute : type(composite).attributes) {
    if (attribute.name == from) attribute.name = to;
  }
  for (const std::string& table : typed_tables(composite)) rename_column(table, from, to);
}

}  // namespace migcheck
