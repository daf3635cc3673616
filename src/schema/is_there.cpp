#include "schema/is_there.h"

#include <variant>

namespace migcheck {

namespace {

class IsThere {
 public:
  explicit IsThere(const Schema& schema) : schema_(schema) {}

  Ternary operator()(const sql::CreateType& o) const { return has_type(o.type); }
  Ternary operator()(const sql::CreateDomain& o) const { return has_type(o.domain); }
  Ternary operator()(const sql::CreateTable& o) const { return has_relation(o.table); }
  Ternary operator()(const sql::CreateTableAs& o) const { return has_relation(o.table); }
  Ternary operator()(const sql::CreateView& o) const { return has_relation(o.view); }
  Ternary operator()(const sql::CreateSequence& o) const { return has_relation(o.sequence); }
  Ternary operator()(const sql::CreateIndex& o) const {
    if (o.name.empty()) return Ternary::no;
    return found(schema_.index(sibling(schema_.resolve(o.table), o.name)));
  }
  Ternary operator()(const sql::CreateSchema& o) const {
    return found(schema_.object(object_key(sql::ObjectKind::schema, o.schema)));
  }
  Ternary operator()(const sql::CreateExtension& o) const {
    return found(schema_.object(object_key(sql::ObjectKind::extension, o.extension)));
  }
  Ternary operator()(const sql::CreateTrigger& o) const {
    return has_part(sql::ObjectKind::trigger, o.name, o.table);
  }
  Ternary operator()(const sql::TableObject& o) const {
    return o.alter ? Ternary::no : has_part(o.kind, o.name, o.table);
  }
  Ternary operator()(const sql::AlterTable& o) const {
    const std::string table = schema_.resolve(o.table);
    if (o.actions.empty()) return Ternary::no;
    const sql::AlterAction& action = o.actions.front();
    using Kind = sql::AlterAction::Kind;
    if (action.kind == Kind::add_column) return is_there(table, action.name, schema_);
    const Relation* relation = schema_.relation(table);
    const bool adds = action.kind == Kind::add_constraint && relation != nullptr;
    return adds && relation->constraint(action.name) != nullptr ? certainty(table) : Ternary::no;
  }
  template <typename Operation>
  Ternary operator()(const Operation&) const {
    return Ternary::no;
  }

 private:
  // What could not be read may have dropped it.
  template <typename T>
  Ternary found(const T* object) const {
    if (object == nullptr) return Ternary::no;
    return object->certain && !schema_.opaque() ? Ternary::yes : Ternary::unknown;
  }
  Ternary has_type(const sql::Name& name) const {
    return found(schema_.type(schema_.qualified(name)));
  }
  Ternary has_relation(const sql::Name& name) const {
    const std::string qualified = schema_.qualified(name);
    const Relation* known = schema_.relation(qualified);
    if (known == nullptr) return Ternary::no;
    return known->complete ? certainty(qualified) : Ternary::unknown;
  }
  Ternary has_part(sql::ObjectKind kind, const std::string& name, const sql::Name& table) const {
    return found(schema_.object(object_key(kind, name, schema_.resolve(table))));
  }
  Ternary certainty(const std::string& relation) const {
    return schema_.is_certain(relation) ? Ternary::yes : Ternary::unknown;
  }

  const Schema& schema_;
};

}  // namespace

Ternary is_there(const sql::Operation& operation, const Schema& schema) {
  return std::visit(IsThere(schema), operation);
}

Ternary is_there(const std::string& table, const std::string& column, const Schema& schema) {
  if (schema.column(table, column) == nullptr) return Ternary::no;
  return schema.is_certain(table) ? Ternary::yes : Ternary::unknown;
}

}  // namespace migcheck
