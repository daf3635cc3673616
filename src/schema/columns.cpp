#include <algorithm>
#include <array>
#include <utility>

#include "core/text.h"
#include "schema/editor.h"

namespace migcheck {

namespace {

using Kind = sql::AlterAction::Kind;

// Source: PostgreSQL documentation, 8.1.4 Serial Types.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> serial_types = {{
    {"serial", "int4"},
    {"serial4", "int4"},
    {"bigserial", "int8"},
    {"serial8", "int8"},
    {"smallserial", "int2"},
    {"serial2", "int2"},
}};

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::ranges::find(list, name) != list.end();
}

sql::Expression nextval(const std::string& sequence) {
  sql::Expression literal;
  literal.kind = sql::Expression::Kind::constant;
  literal.text = quoted_name(sequence);
  sql::Expression call;
  call.kind = sql::Expression::Kind::function;
  call.name = {{}, "nextval"};
  call.sql = "nextval('" + replace_all(literal.text, "'", "''") + "'::regclass)";
  call.arguments.push_back(std::move(literal));
  return call;
}

// Whether a value that is written is the NULL that stands for no default at all.
bool is_null(const Boxed<sql::Expression>& value) {
  return value && value->kind == sql::Expression::Kind::null;
}

}  // namespace

SchemaColumn SchemaEditor::made_column(const std::string& table, const sql::Column& written) {
  SchemaColumn column;
  column.name = written.name;
  column.type = written.type;
  for (const auto& [serial, integer] : serial_types) {
    if (!written.type.name.schema.empty() || written.type.name.name != serial) continue;
    column.type.name.name = integer;
    column.serial = true;
  }
  qualifier_.type(column.type);
  column.identity = written.identity;
  column.generated = written.generated;
  column.generated_as = written.generated_as;
  qualifier_.expression(column.generated_as);
  if (!is_null(written.default_value)) column.default_value = written.default_value;
  qualifier_.expression(column.default_value);
  column.not_null =
      written.not_null || column.serial || column.identity != sql::Column::Identity::none;
  column.collation = written.collation_name.name.empty()
                         ? written.collation
                         : qualifier_.collation(written.collation_name);
  column.storage = written.storage == "default" ? "" : written.storage;
  column.compression = written.compression == "default" ? "" : written.compression;
  column.options = written.options;
  if (column.serial || column.identity != sql::Column::Identity::none) {
    Relation& owner = relation(table);
    make_sequence(owner, column, written.identity_options.value_or({}));
  }
  return column;
}

// The sequence of a serial or identity column. Source: generateSerialExtraStmts.
void SchemaEditor::make_sequence(Relation& table, SchemaColumn& column,
                                 const sql::SequenceOptions& options) {
  Relation made;
  made.kind = Relation::Kind::sequence;
  // Source: PostgreSQL 15's release notes: sequences were always logged before.
  const bool logged = table.persistence == sql::Persistence::unlogged && schema_.pg_version_ < 15;
  made.persistence = logged ? sql::Persistence::permanent : table.persistence;
  const std::string name = options.sequence_name.empty()
                               ? relation_name(table.name, column.name, "seq", false)
                               : options.sequence_name;
  made.name = name.find('.') == std::string::npos ? sibling(table.name, name) : name;
  made.owner = table.owner;
  SchemaSequence sequence;
  sequence.type = column.type.name.name;
  if (!column.type.name.schema.empty()) sequence.type = "int8";  // a domain; refused otherwise
  sequence.owner_table = table.name;
  sequence.owner_column = column.name;
  sequence.identity = column.identity != sql::Column::Identity::none;
  made.sequence = std::move(sequence);
  column.sequence = made.name;
  if (column.serial) column.default_value = nextval(made.name);
  put(std::move(made));
  set_sequence(relation(column.sequence), options, true);
}

void SchemaEditor::add_column(const std::string& table, const sql::Column& written, bool only) {
  SchemaColumn column = made_column(table, written);
  const std::string name = column.name;
  {
    Relation& owner = relation(table);
    if (SchemaColumn* existing = owner.column(name)) {
      *existing = std::move(column);
    } else {
      owner.columns.push_back(column);
    }
  }
  for (sql::Constraint constraint : written.constraints) {
    if (constraint.columns.empty()) constraint.columns = {name};
    add_constraint(table, constraint, only);
  }
  if (only) return;
  for (const std::string& child : std::vector(relation(table).children)) {
    add_inherited_column(child, *schema_.column(table, name));
  }
}

// A child that has the column already merges it with its own. Source: ATExecAddColumn.
void SchemaEditor::add_inherited_column(const std::string& child, SchemaColumn column) {
  column.local = false;
  column.inherited = 1;
  column.sequence.clear();
  column.serial = false;
  column.comment.clear();
  Relation& owner = relation(child);
  if (SchemaColumn* existing = owner.column(column.name)) {
    ++existing->inherited;
    existing->not_null = existing->not_null || column.not_null;
  } else {
    owner.columns.push_back(column);
  }
  for (const std::string& grandchild : std::vector(owner.children)) {
    add_inherited_column(grandchild, column);
  }
}

void SchemaEditor::set_type(SchemaColumn& column, const sql::AlterAction& action) {
  column.type = *action.type;
  qualifier_.type(column.type);
  column.collation = action.collation_name.name.empty()
                         ? action.collation
                         : qualifier_.collation(action.collation_name);
  // The type's own storage and statistics come back. Source: ATExecAlterColumnType.
  column.storage.clear();
  column.compression.clear();
  if (column.identity == sql::Column::Identity::none) return;
  if (schema_.relation(column.sequence) == nullptr) return;
  sql::SequenceOptions same_type;
  same_type.type = column.type;
  set_sequence(relation(column.sequence), same_type, false);
}

void SchemaEditor::alter_column(const std::string& table, const sql::AlterAction& action) {
  Relation& owner = relation(table);
  SchemaColumn* column = owner.column(action.name);
  if (column == nullptr) {
    // Of a table that was never seen being created, learn what the statement tells.
    if (owner.complete || action.kind != Kind::set_type) return;
    column = &owner.columns.emplace_back();
    column->name = action.name;
  }
  switch (action.kind) {
    case Kind::set_type:
      set_type(*column, action);
      return;
    case Kind::set_not_null:
      column->not_null = true;
      return;
    case Kind::drop_not_null:
      column->not_null = false;
      return;
    case Kind::set_default:
      column->default_value.reset();
      if (!is_null(action.expression)) column->default_value = action.expression;
      qualifier_.expression(column->default_value);
      return;
    case Kind::drop_default:
      column->default_value.reset();
      column->serial = false;
      return;
    case Kind::set_expression:
      column->generated_as = action.expression;
      qualifier_.expression(column->generated_as);
      return;
    case Kind::drop_expression:
      column->generated = sql::Column::Generated::no;
      column->generated_as.reset();
      return;
    case Kind::set_statistics:
      column->statistics = action.value.empty() || action.value.front() == '-'
                               ? std::nullopt
                               : std::optional(std::stoi(action.value));
      return;
    case Kind::set_storage:
      column->storage = action.value == "default" ? "" : action.value;
      return;
    case Kind::set_compression:
      column->compression = action.value == "default" ? "" : action.value;
      return;
    case Kind::set_column_options:
      set_options(column->options, action);
      return;
    default:
      alter_identity(table, *column, action);
  }
}

void SchemaEditor::alter_identity(const std::string& table, SchemaColumn& column,
                                  const sql::AlterAction& action) {
  switch (action.kind) {
    case Kind::add_identity:
      column.identity = action.identity.value_or(sql::Column::Identity::by_default);
      make_sequence(relation(table), column, action.sequence.value_or({}));
      return;
    case Kind::set_identity:
      column.identity = action.identity.value_or(column.identity);
      if (schema_.relation(column.sequence) != nullptr) {
        set_sequence(relation(column.sequence), action.sequence.value_or({}), false);
      }
      return;
    case Kind::drop_identity: {
      if (column.identity == sql::Column::Identity::none) return;
      column.identity = sql::Column::Identity::none;
      const std::string sequence = std::exchange(column.sequence, {});
      drop_relation(sequence, true);
      return;
    }
    default:
      return;
  }
}

// Drops the sequences that the column owns. Source: the automatic dependency of OWNED BY.
void SchemaEditor::drop_sequences_of(const std::string& table, const std::string& column) {
  for (const std::string& user : users(ObjectClass::relation, table)) {
    const auto [object_class, name] = from_class_key(user);
    if (object_class != ObjectClass::relation) continue;
    const Relation* owned = schema_.relation(name);
    if (owned == nullptr || !owned->sequence || owned->sequence->owner_table != table) continue;
    if (column.empty() || owned->sequence->owner_column == column) drop_relation(name, true);
  }
}

// Dropping a column takes along the indexes, constraints and statistics that contain it, and with
// CASCADE all that needs it. Source: PostgreSQL documentation, ALTER TABLE.
void SchemaEditor::drop_column(const std::string& table, const std::string& column, bool cascade,
                               bool only) {
  if (schema_.column(table, column) == nullptr) return;
  drop_sequences_of(table, column);
  std::vector<std::string> constraints;
  for (const SchemaConstraint& constraint : relation(table).constraints) {
    const SchemaIndex* behind = schema_.index(constraint.index);
    const bool in_index = behind != nullptr && needs_column(*behind, column);
    if (in_index || contains(constraint.columns, column)) constraints.push_back(constraint.name);
  }
  for (const std::string& name : constraints) {
    // A check of a child goes with the child's own column, if that goes.
    const SchemaConstraint* constraint = relation(table).constraint(name);
    const bool check = constraint != nullptr && constraint->kind == sql::Constraint::Kind::check;
    if (!check) drop_constraint(table, name, cascade, false);
    std::erase_if(relation(table).constraints,
                  [&](const auto& c) { return check && c.name == name; });
  }
  for (const std::string& name : std::vector(relation(table).indexes)) {
    const SchemaIndex* known = schema_.index(name);
    if (known != nullptr && needs_column(*known, column)) drop_index(name);
  }
  if (cascade) drop_keys_to(table, {column});
  drop_parts_with_column(table, column, cascade);
  std::erase_if(relation(table).columns, [&](const SchemaColumn& c) { return c.name == column; });
  for (const std::string& child : std::vector(relation(table).children)) {
    drop_inherited_column(child, column, cascade, only);
  }
}

// A child keeps the column if it has defined it itself, or inherits it from another parent too, or
// with ONLY. Source: ATExecDropColumn.
void SchemaEditor::drop_inherited_column(const std::string& child, const std::string& column,
                                         bool cascade, bool only) {
  SchemaColumn* inherited = relation(child).column(column);
  if (inherited == nullptr || inherited->inherited == 0) return;
  --inherited->inherited;
  if (only) {
    inherited->local = true;
  } else if (inherited->inherited == 0 && !inherited->local) {
    drop_column(child, column, cascade, false);
  }
}

bool SchemaEditor::needs_column(const SchemaIndex& index, const std::string& column) {
  if (contains(index.columns, column) || contains(index.include, column)) return true;
  if (index.where && mentions(*index.where, column)) return true;
  return std::ranges::any_of(index.keys, [&](const sql::IndexKey& key) {
    return key.expression && mentions(*key.expression, column);
  });
}

}  // namespace migcheck
