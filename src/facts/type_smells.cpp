#include <algorithm>
#include <map>
#include <optional>

#include "facts/practice_facts.h"
#include "schema/names.h"

namespace migcheck {

namespace {

using Kind = sql::Constraint::Kind;
using Action = sql::AlterAction::Kind;

bool is_one_of(const std::string& name, std::initializer_list<std::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_small_serial(const std::string& name) {
  return is_one_of(name, {"smallserial", "serial2"});
}
bool is_integer_serial(const std::string& name) { return is_one_of(name, {"serial", "serial4"}); }
bool is_serial(const std::string& name) {
  return is_small_serial(name) || is_integer_serial(name) ||
         is_one_of(name, {"bigserial", "serial8"});
}

// Bytes of an integer type; 0 for any other.
int integer_width(const sql::TypeName& type) {
  if (!type.name.schema.empty() || type.array_dimensions > 0) return 0;
  const std::string& name = type.name.name;
  if (name == "int2" || is_small_serial(name)) return 2;
  if (name == "int4" || is_integer_serial(name)) return 4;
  return name == "int8" || is_serial(name) ? 8 : 0;
}

bool is_zero(const sql::TypeName& type) {
  return type.modifiers.size() == 1 && type.modifiers.front() == "0";
}

// What is wrong with a type wherever it stands.
std::vector<TypeSmell> smells_of(const sql::TypeName& type) {
  if (!type.name.schema.empty()) return {};
  const std::string& name = type.name.name;
  const bool timestamp = name == "timestamp";
  std::vector<TypeSmell> smells;
  if (is_serial(name)) smells.push_back(TypeSmell::serial);
  if (name == "varchar" && !type.modifiers.empty()) smells.push_back(TypeSmell::varchar_length);
  if (name == "bpchar") smells.push_back(TypeSmell::character);
  if (timestamp) smells.push_back(TypeSmell::timestamp);
  if ((timestamp || name == "timestamptz") && is_zero(type)) {
    smells.push_back(TypeSmell::rounded_timestamp);
  }
  if (name == "money") smells.push_back(TypeSmell::money);
  if (name == "timetz") smells.push_back(TypeSmell::timetz);
  return smells;
}

// The types of the columns that a foreign key points to, as far as they are known.
class ReferencedColumns {
 public:
  ReferencedColumns(const Schema& schema, const sql::CreateTable* made, std::string table)
      : schema_(schema), made_(made), table_(std::move(table)) {}

  const sql::TypeName* type(const sql::Constraint& key, std::size_t at) const {
    const std::string referenced = schema_.resolve(key.references);
    if (made_ != nullptr && referenced == table_) return type_in_made(key, at);
    const Relation* relation = schema_.relation(referenced);
    if (relation == nullptr) return nullptr;
    std::vector<std::string> columns = key.referenced_columns;
    for (const SchemaConstraint& constraint : relation->constraints) {
      if (columns.empty() && constraint.kind == Kind::primary_key) columns = constraint.columns;
    }
    const SchemaColumn* column = at < columns.size() ? relation->column(columns[at]) : nullptr;
    return column == nullptr ? nullptr : &column->type;
  }

 private:
  const sql::TypeName* type_in_made(const sql::Constraint& key, std::size_t at) const {
    if (at >= key.referenced_columns.size()) return nullptr;
    for (const sql::Column& column : made_->columns) {
      if (column.name == key.referenced_columns[at]) return &column.type;
    }
    return nullptr;
  }

  const Schema& schema_;
  const sql::CreateTable* made_;
  std::string table_;
};

// Collects the notes on the columns of one statement.
class Notes {
 public:
  explicit Notes(StatementFacts& facts) : facts_(facts) {}

  void column(const sql::Column& column) {
    for (const TypeSmell smell : smells_of(column.type)) add(smell, column);
    if (is_unwanted(column.type)) add(TypeSmell::unwanted, column);
  }

  // A key of one column that is no reference itself.
  void key(const sql::Column& column) {
    const int width = integer_width(column.type);
    if (width == 4) add(TypeSmell::integer_key, column);
    if (width == 2) add(TypeSmell::smallint_key, column);
  }

  void reference(const sql::Constraint& key, const ReferencedColumns& referenced,
                 const std::map<std::string, const sql::TypeName*>& types) {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      const auto own = types.find(key.columns[i]);
      const sql::TypeName* target = referenced.type(key, i);
      if (own == types.end() || own->second == nullptr || target == nullptr) continue;
      const int width = integer_width(*own->second);
      if (width == 0 || width >= integer_width(*target)) continue;
      facts_.practice.types.push_back({TypeSmell::narrow_reference, key.columns[i], *own->second});
    }
  }

 private:
  void add(TypeSmell smell, const sql::Column& column) {
    const std::string given = column.default_value ? to_string(*column.default_value) : "";
    facts_.practice.types.push_back(
        {smell, column.name, column.type, column.not_null, column.identity, given});
  }

  // By the name that is written, or by PostgreSQL's own for it.
  bool is_unwanted(const sql::TypeName& type) const {
    const std::set<std::string>& unwanted = facts_.settings->unwanted_types;
    if (unwanted.empty()) return false;
    sql::TypeName bare;
    bare.name = type.name;
    return unwanted.contains(type.name.name) || unwanted.contains(to_string(bare));
  }

  StatementFacts& facts_;
};

bool refers(const sql::Column& column) {
  return std::any_of(column.constraints.begin(), column.constraints.end(),
                     [](const auto& c) { return c.kind == Kind::foreign_key; });
}

std::vector<sql::Constraint> all_constraints(const sql::CreateTable& table) {
  std::vector<sql::Constraint> all = table.constraints;
  for (const sql::Column& column : table.columns) {
    all.insert(all.end(), column.constraints.begin(), column.constraints.end());
  }
  return all;
}

void note_table(StatementFacts& facts, const sql::CreateTable& table, const FactContext& context) {
  Notes notes(facts);
  std::map<std::string, const sql::TypeName*> types;
  for (const sql::Column& column : table.columns) {
    notes.column(column);
    types.emplace(column.name, &column.type);
  }
  const ReferencedColumns referenced(context.schema, &table, facts.table);
  const std::vector<sql::Constraint> constraints = all_constraints(table);
  for (const sql::Constraint& constraint : constraints) {
    if (constraint.kind == Kind::foreign_key) notes.reference(constraint, referenced, types);
    if (constraint.kind != Kind::primary_key || constraint.columns.size() != 1) continue;
    const std::string& key = constraint.columns.front();
    const bool is_reference =
        std::any_of(constraints.begin(), constraints.end(), [&](const sql::Constraint& other) {
          return other.kind == Kind::foreign_key &&
                 std::find(other.columns.begin(), other.columns.end(), key) != other.columns.end();
        });
    for (const sql::Column& column : table.columns) {
      if (column.name == key && !is_reference) notes.key(column);
    }
  }
}

StatementFacts* find(std::vector<StatementFacts>& facts, std::string_view kind,
                     const std::string& column) {
  for (StatementFacts& part : facts) {
    if (part.kind == kind && (column.empty() || part.column == column)) return &part;
  }
  return nullptr;
}

void note_added_column(StatementFacts& facts, const sql::Column& column,
                       const FactContext& context) {
  Notes notes(facts);
  notes.column(column);
  const ReferencedColumns referenced(context.schema, nullptr, {});
  for (const sql::Constraint& constraint : column.constraints) {
    if (constraint.kind == Kind::primary_key && !refers(column)) notes.key(column);
    if (constraint.kind == Kind::foreign_key) {
      notes.reference(constraint, referenced, {{column.name, &column.type}});
    }
  }
}

void note_action(std::vector<StatementFacts>& facts, const sql::AlterTable& alter,
                 const sql::AlterAction& action, const FactContext& context) {
  if (action.kind == Action::add_column) {
    StatementFacts* part = find(facts, "add_column", action.column->name);
    if (part != nullptr) note_added_column(*part, *action.column, context);
  } else if (action.kind == Action::set_type) {
    StatementFacts* part = find(facts, "alter_type", action.name);
    sql::Column column;
    column.name = action.name;
    column.type = *action.type;
    if (part != nullptr) Notes(*part).column(column);
  } else if (action.kind == Action::add_constraint &&
             action.constraint->kind == Kind::foreign_key) {
    StatementFacts* part = find(facts, "add_foreign_key", {});
    const Relation* relation = context.schema.relation(context.schema.resolve(alter.table));
    if (part == nullptr || relation == nullptr) return;
    std::map<std::string, const sql::TypeName*> types;
    for (const SchemaColumn& column : relation->columns) types.emplace(column.name, &column.type);
    const ReferencedColumns referenced(context.schema, nullptr, {});
    Notes(*part).reference(*action.constraint, referenced, types);
  }
}

}  // namespace

void note_types(std::vector<StatementFacts>& facts, const sql::Operation& operation,
                const FactContext& context) {
  if (const auto* table = std::get_if<sql::CreateTable>(&operation)) {
    note_table(facts.front(), *table, context);
  } else if (const auto* alter = std::get_if<sql::AlterTable>(&operation)) {
    if (alter->kind == sql::ObjectKind::type) return;
    for (const sql::AlterAction& action : alter->actions) {
      note_action(facts, *alter, action, context);
    }
  }
}

namespace {

// How a type is declared instead: the type in SQL and in SQLAlchemy, and what stands behind it.
struct Better {
  std::string sql, alembic;
  std::string check = {};  // a condition on the column
  bool identity = false;
  bool key = false;
};

Better better(const TypeNote& note) {
  const std::string& name = note.type.name.name;
  const std::string length = note.type.modifiers.empty() ? "1" : note.type.modifiers.front();
  const std::string measured = "length(" + sql::quoted(note.column) + ")";
  switch (note.smell) {
    case TypeSmell::integer_key:
    case TypeSmell::smallint_key:
      return {"bigint", "sa.BigInteger()", {}, is_serial(name), true};
    case TypeSmell::serial:
      if (is_small_serial(name)) return {"smallint", "sa.SmallInteger()", {}, true};
      if (is_integer_serial(name)) return {"integer", "sa.Integer()", {}, true};
      return {"bigint", "sa.BigInteger()", {}, true};
    case TypeSmell::varchar_length:
      return {"text", "sa.Text()", measured + " <= " + length};
    case TypeSmell::character:
      return {"text", "sa.Text()", measured + " = " + length};
    case TypeSmell::rounded_timestamp:
      if (name == "timestamp") return {"timestamp", "sa.DateTime()"};
      return {"timestamptz", "sa.DateTime(timezone=True)"};
    case TypeSmell::money:
      return {"numeric(12, 2)", "sa.Numeric(12, 2)"};
    case TypeSmell::narrow_reference:
      return {"bigint", "sa.BigInteger()"};
    case TypeSmell::timestamp:
    case TypeSmell::timetz:
    case TypeSmell::unwanted:
      break;
  }
  return {"timestamptz", "sa.DateTime(timezone=True)"};
}

}  // namespace

namespace {

// What makes the numbers of a key: the identity that it has, or one in place of serial.
std::string identity_sql(const TypeNote& note, const Better& chosen) {
  using Identity = sql::Column::Identity;
  if (note.identity == Identity::always) return " GENERATED ALWAYS AS IDENTITY";
  const bool wanted = chosen.identity || note.identity == Identity::by_default;
  return wanted ? " GENERATED BY DEFAULT AS IDENTITY" : "";
}

std::string identity_alembic(const TypeNote& note, const Better& chosen) {
  using Identity = sql::Column::Identity;
  if (note.identity == Identity::always) return ", sa.Identity(always=True)";
  const bool wanted = chosen.identity || note.identity == Identity::by_default;
  return wanted ? ", sa.Identity()" : "";
}

// A string of Python: in the quotes that the text does not have.
std::string python_string(const std::string& text) {
  const char quote = text.find('"') == std::string::npos ? '"' : '\'';
  return quote + text + quote;
}

}  // namespace

// A CHECK that comes with a column of an existing table would read all of it.
std::string better_sql(const TypeNote& note, const StatementFacts& facts) {
  const Better chosen = better(note);
  const bool array = note.type.array_dimensions > 0;
  const std::string type = chosen.sql + (array ? "[]" : "");
  const std::string alter = "ALTER TABLE " + quoted_name(facts.table);
  if (facts.kind == "alter_type") {
    return alter + " ALTER COLUMN " + sql::quoted(note.column) + " TYPE " + type + ";";
  }
  const bool added = facts.kind == "add_column";
  std::string text = sql::quoted(note.column) + " " + type + identity_sql(note, chosen);
  if (!note.default_sql.empty()) text += " DEFAULT " + note.default_sql;
  if (chosen.key) text += " PRIMARY KEY";
  if (note.not_null && !chosen.key) text += " NOT NULL";
  if (!chosen.check.empty() && !array && !added) text += " CHECK (" + chosen.check + ")";
  return added ? alter + " ADD COLUMN " + text + ";" : text;
}

std::string better_alembic(const TypeNote& note, const StatementFacts& facts) {
  const Better chosen = better(note);
  const bool array = note.type.array_dimensions > 0;
  const std::string type = array ? "sa.ARRAY(" + chosen.alembic + ")" : chosen.alembic;
  const sql::Name table = unqualified(facts.table);
  const std::string schema =
      table.schema == "public" ? "" : ", schema=" + python_string(table.schema);
  const std::string name = python_string(table.name) + ", ";
  if (facts.kind == "alter_type") {
    return "op.alter_column(" + name + python_string(note.column) + ", type_=" + type + schema +
           ")";
  }
  const bool added = facts.kind == "add_column";
  std::string text =
      "sa.Column(" + python_string(note.column) + ", " + type + identity_alembic(note, chosen);
  if (!chosen.check.empty() && !array && !added) {
    text += ", sa.CheckConstraint(" + python_string(chosen.check) + ")";
  }
  if (!note.default_sql.empty()) {
    text += ", server_default=sa.text(" + python_string(note.default_sql) + ")";
  }
  text += chosen.key ? ", primary_key=True)" : note.not_null ? ", nullable=False)" : ")";
  return added ? "op.add_column(" + name + text + schema + ")" : text;
}

}  // namespace migcheck
