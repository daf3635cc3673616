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

// Whether the index contains a column that the condition mentions.
bool contains_any(const SchemaIndex& index, const sql::Expression& where) {
  if (where.kind == Kind::column) return contains_column(index, where.text);
  return std::any_of(where.arguments.begin(), where.arguments.end(),
                     [&](const sql::Expression& part) { return contains_any(index, part); });
}

}  // namespace

Ternary FactBuilder::is_narrowed(const std::string& table,
                                 const Boxed<sql::Expression>& where) const {
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

// The relations that a query reads. How the planner reads them is known only where the query wants
// every row of a single table.
void FactBuilder::reads(StatementFacts& facts, const std::vector<sql::Name>& names,
                        const sql::ReadExtent& extent) {
  for (const sql::Name& name : names) {
    const std::string relation = schema_.resolve(name);
    const Relation* known = schema_.relation(relation);
    if (known == nullptr) continue;
    if (known->kind == Relation::Kind::view) {
      std::vector<sql::Name> below;
      for (const std::string& read : known->reads) below.push_back(unqualified(read));
      const bool all = extent.all_rows && known->extent.all_rows;
      reads(facts, below, {all, {}});
      continue;
    }
    std::vector<std::string> tables = schema_.descendants(relation);
    tables.insert(tables.begin(), relation);
    for (const std::string& table : tables) {
      if (!has_storage(table)) continue;
      lock(facts, table, LockMode::access_share, extent.all_rows ? Ternary::yes : Ternary::unknown);
    }
  }
}

// A function of the user may do anything.
void FactBuilder::calls(StatementFacts& facts, const std::vector<sql::Name>& functions) {
  for (const sql::Name& function : functions) {
    sql::Expression call;
    call.kind = Kind::function;
    call.name = function;
    const bool own = schema_.function(schema_.qualified(function)) != nullptr;
    const bool known = volatility(call).is_volatile != Ternary::unknown;
    if (own || !known) facts.locks_complete = false;
  }
}

void FactBuilder::uses_sequences(StatementFacts& facts, const sql::Expression& expression) {
  const bool next = expression.kind == sql::Expression::Kind::function &&
                    (expression.name.name == "nextval" || expression.name.name == "setval");
  if (next && !expression.arguments.empty()) {
    const sql::Expression* argument = &expression.arguments.front();
    if (argument->kind == Kind::cast) argument = &argument->arguments.front();
    if (argument->kind == Kind::constant) {
      lock(facts, schema_.resolve(unqualified(argument->text)), LockMode::row_exclusive);
    }
  }
  for (const sql::Expression& part : expression.arguments) uses_sequences(facts, part);
}

void FactBuilder::operator()(const sql::Insert& o) {
  StatementFacts& facts = add(o.from_query && !o.reads.empty() ? "insert_select" : "insert",
                              schema_.resolve(o.table), LockMode::row_exclusive);
  facts.columns = o.columns;
  facts.has_columns = o.default_values || !o.columns.empty();
  facts.doubled_column = o.repeated;
  facts.numbered_column = numbered_column(o, facts.table);
  reads(facts, o.reads, o.extent);
  for (const sql::Name& sequence : o.sequences) {
    lock(facts, schema_.resolve(sequence), LockMode::row_exclusive);
  }
  writes_rows(facts, facts.table);
}

// The column that takes its numbers from a sequence, where the statement has numbers of its own.
// Those of GENERATED ALWAYS cannot be given in passing.
std::string FactBuilder::numbered_column(const sql::Insert& o, const std::string& table) const {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr || o.default_values || !o.sequences.empty()) return {};
  for (std::size_t i = 0; i < relation->columns.size(); ++i) {
    const SchemaColumn& column = relation->columns[i];
    if (column.sequence.empty()) continue;
    const auto at = std::ranges::find(o.columns, column.name);
    if (!o.columns.empty() && at == o.columns.end()) continue;
    const std::size_t position =
        o.columns.empty() ? i : static_cast<std::size_t>(at - o.columns.begin());
    if (!o.unnumbered.contains(position)) return column.name;
  }
  return {};
}

// What is locked besides the table when rows are written: partitions, sequences of defaults,
// tables that foreign keys point to. Triggers may do anything.
void FactBuilder::writes_rows(StatementFacts& facts, const std::string& table) {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) {
    facts.locks_complete = false;
    return;
  }
  may_fail(facts, RowFailure::depends);
  for (const SchemaColumn& column : relation->columns) {
    if (column.sequence.empty() && !column.default_value) continue;
    const bool given =
        std::find(facts.columns.begin(), facts.columns.end(), column.name) != facts.columns.end();
    if (given) continue;
    if (!column.sequence.empty()) lock(facts, column.sequence, LockMode::row_exclusive);
    if (column.default_value) uses_sequences(facts, *column.default_value);
  }
  const auto is_null = [&](const std::string& name) {
    const SchemaColumn* column = relation->column(name);
    const bool given =
        std::find(facts.columns.begin(), facts.columns.end(), name) != facts.columns.end();
    return !facts.columns.empty() && !given && column != nullptr && !column->default_value;
  };
  for (const SchemaConstraint& constraint : relation->constraints) {
    if (constraint.references.empty()) continue;
    if (std::none_of(constraint.columns.begin(), constraint.columns.end(), is_null)) {
      looks_up(facts, constraint);
    }
  }
  if (!schema_.objects_on(table).empty()) facts.locks_complete = false;
}

void FactBuilder::changes_rows(StatementFacts& facts, const std::string& table,
                               const Boxed<sql::Expression>& where, bool only) {
  facts.has_where = where.has_value();
  facts.narrowed = is_narrowed(table, where);
  std::vector<std::string> tables = {table};
  if (!only) {
    const std::vector<std::string> below = schema_.descendants(table);
    tables.insert(tables.end(), below.begin(), below.end());
  }
  may_fail(facts, RowFailure::depends);
  for (const std::string& target : tables) {
    const Ternary scan = !has_storage(target) ? Ternary::no
                         : !where             ? Ternary::yes
                                              : reads_all(target, *where);
    lock(facts, target, LockMode::row_exclusive, scan);
    lock_indexes(facts, target, LockMode::row_exclusive);
    if (!schema_.objects_on(target).empty()) facts.locks_complete = false;
  }
}

// Without an index on any of the columns the planner has no choice; a key that is fixed makes it
// use the index.
Ternary FactBuilder::reads_all(const std::string& table, const sql::Expression& where) const {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return Ternary::unknown;
  if (fixed_column(where) != nullptr && is_unique_column(schema_, table, *fixed_column(where))) {
    return Ternary::no;
  }
  for (const std::string& name : relation->indexes) {
    const SchemaIndex* index = schema_.index(name);
    if (index == nullptr || index->where || contains_any(*index, where)) return Ternary::unknown;
  }
  return Ternary::yes;
}

void FactBuilder::operator()(const sql::Update& o) {
  const std::string table = schema_.resolve(o.table);
  StatementFacts& facts = add("update", table, LockMode::row_exclusive);
  facts.columns = o.columns;
  facts.doubled_column = o.repeated;
  changes_rows(facts, table, o.where, o.only);
  checks_references(facts, table, &o.columns);
  reads(facts, o.reads, {});
}

void FactBuilder::operator()(const sql::Delete& o) {
  const std::string table = schema_.resolve(o.table);
  StatementFacts& facts = add("delete", table, LockMode::row_exclusive);
  changes_rows(facts, table, o.where, o.only);
  checks_references(facts, table, nullptr);
  reads(facts, o.reads, {});
}

void FactBuilder::operator()(const sql::Merge& o) {
  StatementFacts& facts = add("merge", schema_.resolve(o.table), LockMode::row_exclusive);
  may_fail(facts, RowFailure::depends);
  scans(facts, Ternary::unknown);
  reads(facts, o.reads, {});
}

void FactBuilder::operator()(const sql::Select& o) {
  StatementFacts& facts = add("select");
  for (const sql::Name& table : o.writes) {
    lock(facts, schema_.resolve(table), LockMode::row_exclusive, Ternary::unknown);
  }
  for (const sql::Name& sequence : o.sequences) {
    lock(facts, schema_.resolve(sequence), LockMode::row_exclusive);
  }
  reads(facts, o.reads, o.extent);
  calls(facts, o.functions);
  if (!o.for_update) return;
  for (const sql::Name& table : o.reads) {
    lock(facts, schema_.resolve(table), LockMode::row_share);
    lock_indexes(facts, schema_.resolve(table), LockMode::row_share);
  }
}

void FactBuilder::operator()(const sql::Copy& o) {
  if (o.from) {
    StatementFacts& facts = add("copy_from", schema_.resolve(o.table), LockMode::row_exclusive);
    may_fail(facts, RowFailure::depends);
  } else {
    StatementFacts& facts = add("copy_to");
    if (!o.table.name.empty()) {
      reads(facts, {o.table}, {true, {}});
    } else {
      reads(facts, o.reads, o.extent);
    }
  }
}

}  // namespace migcheck
