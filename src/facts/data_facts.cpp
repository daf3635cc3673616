#include <algorithm>

#include "facts/builder.h"

namespace migcheck {

namespace {

using Kind = sql::Expression::Kind;

bool is_constant(const sql::Expression& expression) {
  if (expression.kind == Kind::constant || expression.kind == Kind::parameter) return true;
  return expression.kind == Kind::cast && is_constant(expression.arguments.front());
}

// The column of `column = constant` and `column IN (constants)`, else nothing.
const std::string* fixed_column(const sql::Expression& part) {
  if (part.arguments.size() < 2) return nullptr;
  const bool equality =
      (part.kind == Kind::operation && part.text == "=") || part.kind == Kind::in_list;
  if (!equality) return nullptr;
  const auto constant_from = [&](std::size_t first) {
    return std::all_of(part.arguments.begin() + static_cast<std::ptrdiff_t>(first),
                       part.arguments.end(), is_constant);
  };
  if (part.arguments[0].kind == Kind::column && constant_from(1)) return &part.arguments[0].text;
  if (part.arguments.size() == 2 && part.arguments[1].kind == Kind::column &&
      is_constant(part.arguments[0])) {
    return &part.arguments[1].text;
  }
  return nullptr;
}

// Whether the condition only picks rows by the absence of values or by joining: what a backfill of
// the whole table looks like.
bool picks_nothing(const sql::Expression& part) {
  switch (part.kind) {
    case Kind::is_null:
    case Kind::is_not_null:
      return true;
    case Kind::conjunction:
      return std::all_of(part.arguments.begin(), part.arguments.end(), picks_nothing);
    case Kind::disjunction:
      return std::any_of(part.arguments.begin(), part.arguments.end(), picks_nothing);
    case Kind::operation:
      return part.text == "=" && part.arguments.size() == 2 &&
             part.arguments[0].kind == Kind::column && part.arguments[1].kind == Kind::column;
    case Kind::constant:
      return part.text == "true";
    default:
      return false;
  }
}

// ctid ranges, a subquery with LIMIT, BETWEEN: the ways to take a table piece by piece.
bool is_batch(const sql::Expression& part) {
  if (part.kind == Kind::subquery) return part.has_limit;
  if (part.kind == Kind::between) return true;
  if (part.kind == Kind::column) return part.text == "ctid";
  return std::any_of(part.arguments.begin(), part.arguments.end(), is_batch);
}

bool is_unique_column(const Schema& schema, const std::string& table, const std::string& column) {
  const Relation* relation = schema.relation(table);
  if (relation == nullptr) return false;
  return std::any_of(relation->indexes.begin(), relation->indexes.end(), [&](const auto& name) {
    const SchemaIndex* index = schema.index(name);
    return index != nullptr && index->unique && index->columns.size() == 1 &&
           index->columns.front() == column;
  });
}

}  // namespace

Ternary FactBuilder::is_narrowed(const std::string& table,
                                 const std::optional<sql::Expression>& where) const {
  if (!where || picks_nothing(*where)) return Ternary::no;
  if (is_batch(*where)) return Ternary::yes;
  std::vector<const sql::Expression*> parts = {&*where};
  if (where->kind == Kind::conjunction) {
    parts.clear();
    for (const sql::Expression& part : where->arguments) parts.push_back(&part);
  }
  for (const sql::Expression* part : parts) {
    const std::string* column = fixed_column(*part);
    if (column != nullptr && (*column == "id" || is_unique_column(schema_, table, *column))) {
      return Ternary::yes;
    }
  }
  return Ternary::unknown;
}

void FactBuilder::operator()(const sql::Insert& o) {
  StatementFacts& facts = add(o.from_query && !o.reads.empty() ? "insert_select" : "insert",
                              schema_.resolve(o.table), LockMode::row_exclusive);
  facts.columns = o.columns;
}

void FactBuilder::operator()(const sql::Update& o) {
  const std::string table = schema_.resolve(o.table);
  StatementFacts& facts = add("update", table, LockMode::row_exclusive);
  facts.columns = o.columns;
  facts.has_where = o.where.has_value();
  facts.narrowed = is_narrowed(table, o.where);
  scans(facts, o.where ? Ternary::unknown : Ternary::yes);
}

void FactBuilder::operator()(const sql::Delete& o) {
  const std::string table = schema_.resolve(o.table);
  StatementFacts& facts = add("delete", table, LockMode::row_exclusive);
  facts.has_where = o.where.has_value();
  facts.narrowed = is_narrowed(table, o.where);
  scans(facts, o.where ? Ternary::unknown : Ternary::yes);
}

void FactBuilder::operator()(const sql::Merge& o) {
  StatementFacts& facts = add("merge", schema_.resolve(o.table), LockMode::row_exclusive);
  scans(facts, Ternary::unknown);
}

void FactBuilder::operator()(const sql::Select& o) {
  StatementFacts& facts = add("select");
  for (const sql::Name& table : o.writes) {
    lock(facts, schema_.resolve(table), LockMode::row_exclusive);
  }
  for (const sql::Name& sequence : o.sequences) {
    lock(facts, schema_.resolve(sequence), LockMode::row_exclusive);
  }
  if (!o.for_update) return;
  for (const sql::Name& table : o.reads) lock(facts, schema_.resolve(table), LockMode::row_share);
}

void FactBuilder::operator()(const sql::Copy& o) {
  if (o.from) {
    add("copy_from", schema_.resolve(o.table), LockMode::row_exclusive);
  } else {
    add("copy_to");
  }
}

void FactBuilder::operator()(const sql::Truncate& o) {
  for (const sql::Name& name : o.tables) {
    const std::string table = schema_.resolve(name);
    StatementFacts& facts = add("truncate", table, LockMode::access_exclusive);
    facts.cascade = o.cascade;
    facts.own_object = own(table, schema_.relation(table) != nullptr);
    std::vector<std::string> pending = {table};
    std::vector<std::string> closure;
    while (!pending.empty()) {
      const std::string current = pending.back();
      pending.pop_back();
      if (std::find(closure.begin(), closure.end(), current) != closure.end()) continue;
      closure.push_back(current);
      for (const std::string& child : schema_.descendants(current)) pending.push_back(child);
      if (!o.cascade) continue;
      for (const std::string& child : schema_.referencing(current)) pending.push_back(child);
    }
    // The tables get new, empty files: nothing of them is read or copied.
    for (const std::string& taken : closure) {
      lock(facts, taken, LockMode::access_exclusive, Ternary::no, Ternary::yes);
    }
  }
}

void FactBuilder::operator()(const sql::LockTable& o) {
  for (const sql::Name& name : o.tables) {
    const std::string table = schema_.resolve(name);
    StatementFacts& facts = add("lock_table", table, o.mode);
    for (const std::string& child : schema_.descendants(table)) lock(facts, child, o.mode);
  }
}

void FactBuilder::operator()(const sql::Reindex& o) {
  const LockMode mode = o.concurrently ? LockMode::share_update_exclusive : LockMode::share;
  const LockMode index_mode =
      o.concurrently ? LockMode::share_update_exclusive : LockMode::access_exclusive;
  StatementFacts& facts = add("reindex");
  facts.concurrently = o.concurrently;
  const bool whole = o.kind != sql::Reindex::Kind::index && o.kind != sql::Reindex::Kind::table;
  facts.fails_in_transaction = o.concurrently || whole;
  const std::string name = whole ? o.object.name : schema_.resolve(o.object);
  facts.object = name;
  std::vector<std::string> tables;
  if (o.kind == sql::Reindex::Kind::index) {
    facts.index = name;
    lock(facts, name, index_mode);
    if (const SchemaIndex* index = schema_.index(name)) tables.push_back(index->table);
  } else if (o.kind == sql::Reindex::Kind::table) {
    tables.push_back(name);
  } else {
    for (const auto& [key, relation] : schema_.relations().all()) {
      if (o.kind == sql::Reindex::Kind::schema && !key.starts_with(name + ".")) continue;
      if (relation->kind == Relation::Kind::table) tables.push_back(key);
    }
  }
  if (!tables.empty()) facts.table = tables.front();
  facts.new_table = tables.size() == 1 && context_.transaction.is_new(tables.front());
  for (const std::string& table : tables) {
    lock(facts, table, mode, Ternary::yes);
    const Relation* relation = schema_.relation(table);
    if (relation == nullptr) continue;
    if (relation->kind == Relation::Kind::partitioned) facts.fails_in_transaction = true;
    if (o.kind == sql::Reindex::Kind::index) continue;
    for (const std::string& index : relation->indexes) lock(facts, index, index_mode);
  }
}

void FactBuilder::operator()(const sql::Vacuum& o) {
  const std::string kind = o.vacuum ? "vacuum" : "analyze";
  const LockMode mode = o.full ? LockMode::access_exclusive : LockMode::share_update_exclusive;
  for (const sql::Name& name : o.tables) {
    StatementFacts& facts = add(kind, schema_.resolve(name), mode);
    facts.full = o.full;
    facts.fails_in_transaction = o.vacuum;
    if (o.full) rewrites(facts, Ternary::yes);
  }
  if (o.tables.empty()) add(kind).fails_in_transaction = o.vacuum;
}

void FactBuilder::operator()(const sql::Cluster& o) {
  if (o.table.name.empty()) {
    add("cluster").fails_in_transaction = true;
    return;
  }
  StatementFacts& facts = add("cluster", schema_.resolve(o.table), LockMode::access_exclusive);
  facts.index = o.index;
  rewrites(facts, Ternary::yes);
}

void FactBuilder::operator()(const sql::Refresh& o) {
  StatementFacts& facts = add("refresh", schema_.resolve(o.view),
                              o.concurrently ? LockMode::exclusive : LockMode::access_exclusive);
  facts.concurrently = o.concurrently;
  if (!o.concurrently) rewrites(facts, Ternary::yes);
  if (o.concurrently) scans(facts, Ternary::yes);
}

}  // namespace migcheck
