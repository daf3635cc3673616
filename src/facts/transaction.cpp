#include "facts/transaction.h"

#include <algorithm>
#include <variant>

#include "core/text.h"
#include "schema/is_there.h"
#include "sql/parse.h"
#include "sql/plpgsql.h"

namespace migcheck {

namespace {

const std::string label_prefix = "|label|";

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
  void operator()(const sql::AlterEnum& o) {
    const std::string name = schema.resolve_type(o.type);
    const SchemaType* type = schema.type(name);
    const bool known = type != nullptr && std::ranges::count(type->labels, o.value) > 0;
    if (o.renamed.empty() && !known) state.add(label_key(name, o.value));
  }
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
  void operator()(const sql::Transaction& o) { state.apply(o); }

  // What its body makes is the script's, too.
  void operator()(const sql::DoBlock& o) {
    for (const sql::EmbeddedStatement& statement : sql::statements_in(o).statements) {
      if (!statement.known) continue;
      for (const sql::ParsedStatement& parsed : sql::parse(statement.text)) {
        if (!parsed.error) embedded(parsed.operation, statement.guard);
      }
    }
  }
  void embedded(const sql::Operation& operation, sql::EmbeddedStatement::Guard guard) {
    const bool made_unless_there = guard == sql::EmbeddedStatement::Guard::unless_exists;
    if (made_unless_there && is_there(operation, schema) != Ternary::no) return;
    if (!std::holds_alternative<sql::Transaction>(operation)) std::visit(*this, operation);
  }

  template <typename Operation>
  void operator()(const Operation&) {}
};

}  // namespace

void TransactionState::enter(bool runner_says) {
  const bool open = is_open(runner_says);
  if (open == open_) return;
  open_ = open;
  commit();
}

void TransactionState::end_message() {
  in_message_ = false;
  if (!open_) commit();
}

void TransactionState::apply(const sql::Operation& operation, const Schema& schema) {
  std::visit(Note{*this, schema}, operation);
  if (std::holds_alternative<sql::Transaction>(operation)) return;
  session_.apply(operation, open_ || in_message_);
}

void TransactionState::apply_conditional(const sql::Operation& operation, const Schema& schema) {
  const Session before = session_;
  apply(operation, schema);
  session_.merge(before);
}

void TransactionState::apply(const sql::Transaction& transaction) {
  using Kind = sql::Transaction::Kind;
  switch (transaction.kind) {
    case Kind::begin:
      begin();
      return;
    case Kind::commit:
    case Kind::prepare:
      explicit_ = open_ = transaction.chain;
      commit();
      return;
    case Kind::rollback:
      explicit_ = open_ = transaction.chain;
      roll_back();
      return;
    case Kind::savepoint:
      savepoints_.push_back({transaction.savepoint, made_});
      session_.savepoint(transaction.savepoint);
      return;
    case Kind::release:
      release(transaction.savepoint);
      return;
    case Kind::rollback_to:
      roll_back_to(transaction.savepoint);
      return;
    case Kind::other:
      return;
  }
}

// Inside of a transaction BEGIN is a warning. The statements of a message that came before it are
// part of what it begins.
void TransactionState::begin() {
  explicit_ = true;
  if (open_) return;
  open_ = true;
  if (!in_message_) commit();
}

void TransactionState::commit() {
  made_.in_transaction.clear();
  made_.held.clear();
  own_before_ = made_.own;
  savepoints_.clear();
  session_.commit();
}

void TransactionState::roll_back() {
  made_.own = own_before_;
  session_.roll_back();
  commit();
}

void TransactionState::roll_back_to(const std::string& name) {
  session_.roll_back_to(name);
  while (!savepoints_.empty() && savepoints_.back().name != name) savepoints_.pop_back();
  if (!savepoints_.empty()) made_ = savepoints_.back().made;
}

void TransactionState::release(const std::string& name) {
  session_.release(name);
  while (!savepoints_.empty()) {
    const bool found = savepoints_.back().name == name;
    savepoints_.pop_back();
    if (found) return;
  }
}

bool TransactionState::has_new_labels() const {
  const auto first = made_.in_transaction.lower_bound(label_prefix);
  return first != made_.in_transaction.end() && first->starts_with(label_prefix);
}

std::vector<TransactionState::Label> TransactionState::new_labels() const {
  std::vector<Label> labels;
  for (auto at = made_.in_transaction.lower_bound(label_prefix);
       at != made_.in_transaction.end() && at->starts_with(label_prefix); ++at) {
    const std::string key = at->substr(label_prefix.size());
    const std::size_t end = key.find('|');
    labels.push_back({key.substr(0, end), key.substr(end + 1)});
  }
  return labels;
}

void TransactionState::hold(const std::vector<RelationLock>& locks) {
  if (!open_ && !in_message_) return;
  for (const RelationLock& lock : locks) {
    const auto same = std::find_if(made_.held.begin(), made_.held.end(), [&](const auto& held) {
      return held.relation == lock.relation;
    });
    if (same == made_.held.end()) {
      made_.held.push_back(lock);
    } else {
      same->mode = std::max(same->mode, lock.mode);
    }
  }
}

std::optional<std::int64_t> TransactionState::timeout(std::string_view name) const {
  const Session::Value& value = session_.value(name);
  if (!value) return std::nullopt;
  return milliseconds(*value);
}

std::optional<std::string> TransactionState::time_zone() const {
  const Session::Value& value = session_.value("timezone");
  if (!value) return std::nullopt;
  return to_lower(*value);
}

std::vector<std::string> TransactionState::search_path() const {
  const Session::Value& value = session_.value("search_path");
  if (!value) return {};
  if (*value == Session::default_search_path) return {"public"};
  std::vector<std::string> schemas = schemas_of(*value);
  std::erase_if(schemas, [](const std::string& name) { return name.empty() || name == "$user"; });
  return schemas;
}

void TransactionState::add(const std::string& object) {
  made_.in_transaction.insert(object);
  made_.own.insert(object);
}

// A renamed object is the script's own under its new name: the old one is gone.
void TransactionState::rename(const std::string& from, const std::string& to) {
  if (made_.in_transaction.erase(from) > 0) made_.in_transaction.insert(to);
  made_.own.insert(to);
  for (RelationLock& lock : made_.held) {
    if (lock.relation == from) lock.relation = to;
  }
}

std::string column_key(const std::string& table, const std::string& column) {
  return table + "|column|" + column;
}

std::string constraint_key(const std::string& table, const std::string& constraint) {
  return table + "|constraint|" + constraint;
}

std::string type_key(const std::string& type) { return "|type|" + type; }

std::string same_constraint_key(const std::string& table, sql::Constraint::Kind kind,
                                const std::vector<std::string>& columns) {
  // A table has one primary key at most.
  const bool primary = kind == sql::Constraint::Kind::primary_key;
  const std::string over = primary ? std::string() : join(columns, "|");
  return table + "|same|" + std::to_string(static_cast<int>(kind)) + "|" + over;
}

std::string label_key(const std::string& type, const std::string& label) {
  return label_prefix + type + "|" + label;
}

}  // namespace migcheck
