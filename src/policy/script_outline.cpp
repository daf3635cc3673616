#include "policy/script_outline.h"

#include <variant>

namespace migcheck {

namespace {

class Outliner {
 public:
  Outliner(const Schema& schema, ScriptOutline& outline) : schema_(schema), outline_(outline) {}

  void operator()(const sql::CreateView& o) { outline_.views.insert(schema_.qualified(o.view)); }
  void operator()(const sql::CreateType& o) { outline_.types.insert(schema_.qualified(o.type)); }
  void operator()(const sql::CreateDomain& o) {
    outline_.types.insert(schema_.qualified(o.domain));
  }
  void operator()(const sql::Drop& o) {
    const bool table = o.kind == sql::ObjectKind::table;
    if (!table && o.kind != sql::ObjectKind::index) return;
    for (const sql::ObjectRef& object : o.objects) {
      auto& dropped = table ? outline_.dropped_tables : outline_.dropped_indexes;
      dropped.insert(schema_.resolve(object.name));
    }
  }
  void operator()(const sql::CreateIndex& o) {
    std::vector<std::string> columns;
    for (const sql::IndexKey& key : o.keys) columns.push_back(key.column);
    if (o.unique && !o.where) add_key(schema_.resolve(o.table), columns);
  }
  void operator()(const sql::Rename& o) {
    if (o.kind != sql::ObjectKind::table) return;
    const std::string name = schema_.resolve(o.object.name);
    outline_.renamed[name] = sibling(name, o.new_name);
  }
  void operator()(const sql::AlterTable& o) {
    const std::string table = schema_.resolve(o.table);
    for (const sql::AlterAction& action : o.actions) add(table, action);
  }
  template <typename Operation>
  void operator()(const Operation&) {}

 private:
  // What does as much as a unique constraint over the columns.
  void add_key(const std::string& table, const std::vector<std::string>& columns) {
    outline_.added_constraints.insert(
        same_constraint_key(table, sql::Constraint::Kind::unique, columns));
  }

  void add(const std::string& table, const sql::AlterAction& action) {
    using Kind = sql::AlterAction::Kind;
    if (action.kind == Kind::drop_column) {
      outline_.dropped_columns.insert(column_key(table, action.name));
    } else if (action.kind == Kind::drop_constraint) {
      outline_.dropped_constraints.insert(constraint_key(table, action.name));
    } else if (action.kind == Kind::add_constraint) {
      const sql::Constraint& made = *action.constraint;
      outline_.added_constraints.insert(constraint_key(table, made.name));
      outline_.added_constraints.insert(same_constraint_key(table, made.kind, made.columns));
      if (made.kind == sql::Constraint::Kind::primary_key) add_key(table, made.columns);
    } else if (action.kind == Kind::add_column) {
      const bool generated = action.column->generated != sql::Column::Generated::no;
      if (generated) outline_.generated.insert(column_key(table, action.name));
    }
  }

  const Schema& schema_;
  ScriptOutline& outline_;
};

}  // namespace

void add_to_outline(const sql::Operation& operation, const Schema& schema, ScriptOutline& outline) {
  std::visit(Outliner(schema, outline), operation);
}

}  // namespace migcheck
