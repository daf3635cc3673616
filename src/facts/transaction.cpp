#include "facts/transaction.h"

#include <variant>

#include "core/text.h"

namespace migcheck {

namespace {

// One overload for each operation that makes something, renames it or ends a transaction.
struct Note {
  TransactionState& state;
  const Schema& schema;

  void create(const std::string& name) {
    if (schema.relation(name) == nullptr && schema.index(name) == nullptr) state.add(name);
  }

  void operator()(const sql::CreateTable& o) { create(schema.qualified(o.table)); }
  void operator()(const sql::CreateTableAs& o) { create(schema.qualified(o.table)); }
  void operator()(const sql::CreateView& o) { create(schema.qualified(o.view)); }
  void operator()(const sql::CreateSequence& o) { create(schema.qualified(o.sequence)); }
  void operator()(const sql::CreateType& o) { state.add(type_key(schema.qualified(o.type))); }
  void operator()(const sql::CreateDomain& o) { state.add(type_key(schema.qualified(o.domain))); }
  void operator()(const sql::CreateSchema& o) { state.add(o.schema); }
  void operator()(const sql::CreateIndex& o) {
    const std::string table = schema.resolve(o.table);
    if (!o.name.empty()) create(unqualified(table).schema + "." + o.name);
  }
  void operator()(const sql::AlterTable& o) {
    const std::string table = schema.resolve(o.table);
    for (const sql::AlterAction& action : o.actions) {
      if (action.kind == sql::AlterAction::Kind::add_column) {
        if (schema.column(table, action.name) == nullptr) state.add(column_key(table, action.name));
      }
      if (action.kind != sql::AlterAction::Kind::add_constraint) continue;
      state.add(constraint_key(table, action.name));
      state.add(unqualified(table).schema + "." + action.name);
    }
  }
  void operator()(const sql::Rename& o) {
    const std::string name = schema.resolve(o.object.name);
    if (o.kind == sql::ObjectKind::column) {
      state.rename(column_key(name, o.object.part), column_key(name, o.new_name));
    } else if (o.kind == sql::ObjectKind::constraint) {
      state.rename(constraint_key(name, o.object.part), constraint_key(name, o.new_name));
    } else if (o.kind == sql::ObjectKind::type || o.kind == sql::ObjectKind::domain) {
      const std::string type = schema.resolve_type(o.object.name);
      state.rename(type_key(type), type_key(unqualified(type).schema + "." + o.new_name));
    } else {
      state.rename(name, unqualified(name).schema + "." + o.new_name);
    }
  }
  void operator()(const sql::SetSchema& o) {
    state.rename(schema.resolve(o.object), o.new_schema + "." + o.object.name);
  }
  void operator()(const sql::Transaction& o) {
    using Kind = sql::Transaction::Kind;
    if (o.kind == Kind::begin) state.begin();
    if (o.kind == Kind::commit || o.kind == Kind::rollback) state.commit();
  }
  void operator()(const sql::SetVariable& o) {
    if (o.name != "timezone") return;
    state.set_time_zone(o.values.empty() ? std::nullopt
                                         : std::optional<std::string>(to_lower(o.values.front())));
  }
  template <typename Operation>
  void operator()(const Operation&) {}
};

}  // namespace

void TransactionState::apply(const sql::Operation& operation, const Schema& schema) {
  std::visit(Note{*this, schema}, operation);
}

void TransactionState::add(const std::string& object) {
  new_.insert(object);
  own_.insert(object);
}

// A renamed object is the script's own under its new name: the old one is gone.
void TransactionState::rename(const std::string& from, const std::string& to) {
  if (new_.erase(from) > 0) new_.insert(to);
  own_.insert(to);
}

void TransactionState::commit() {
  new_.clear();
  explicit_ = false;
}

std::string column_key(const std::string& table, const std::string& column) {
  return table + "|column|" + column;
}

std::string constraint_key(const std::string& table, const std::string& constraint) {
  return table + "|constraint|" + constraint;
}

std::string type_key(const std::string& type) { return "|type|" + type; }

}  // namespace migcheck
