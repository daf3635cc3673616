#include <algorithm>
#include <utility>

#include "schema/editor.h"
#include "sql/definition.h"

namespace migcheck {

namespace {

// Source: transformCreateStmt: the primary key first, then the others as they are written; foreign
// keys when the indexes are there.
int order_of(const sql::Constraint& constraint) {
  switch (constraint.kind) {
    case sql::Constraint::Kind::not_null:
      return 0;
    case sql::Constraint::Kind::check:
      return 1;
    case sql::Constraint::Kind::primary_key:
      return 2;
    case sql::Constraint::Kind::unique:
    case sql::Constraint::Kind::exclusion:
      return 3;
    case sql::Constraint::Kind::foreign_key:
      break;
  }
  return 4;
}

// All constraints of a statement in the order in which PostgreSQL makes them.
std::vector<sql::Constraint> constraints_of(const sql::CreateTable& operation) {
  std::vector<sql::Constraint> all;
  for (const sql::Column& column : operation.columns) {
    for (sql::Constraint constraint : column.constraints) {
      if (constraint.columns.empty()) constraint.columns = {column.name};
      all.push_back(std::move(constraint));
    }
  }
  all.insert(all.end(), operation.constraints.begin(), operation.constraints.end());
  // A new table has no rows that could break a constraint: NOT VALID has no effect.
  for (sql::Constraint& constraint : all) constraint.not_valid = false;
  std::ranges::stable_sort(all, {}, order_of);
  return all;
}

bool makes_same_index(const sql::Constraint& a, const sql::Constraint& b) {
  using Kind = sql::Constraint::Kind;
  const auto is_key = [](const sql::Constraint& c) {
    return (c.kind == Kind::primary_key || c.kind == Kind::unique) && c.using_index.empty();
  };
  return is_key(a) && is_key(b) && a.columns == b.columns && a.include == b.include &&
         a.nulls_not_distinct == b.nulls_not_distinct && a.deferrable == b.deferrable &&
         a.initially_deferred == b.initially_deferred;
}

// Of keys over the same columns PostgreSQL keeps the first, under the first name that is given.
// Source: transformIndexConstraints.
std::vector<sql::Constraint> without_repeated_keys(const std::vector<sql::Constraint>& all) {
  std::vector<sql::Constraint> kept;
  for (const sql::Constraint& constraint : all) {
    const auto same = std::ranges::find_if(kept, [&](const sql::Constraint& earlier) {
      return makes_same_index(earlier, constraint);
    });
    if (same == kept.end()) {
      kept.push_back(constraint);
    } else if (same->name.empty()) {
      same->name = constraint.name;
    }
  }
  return kept;
}

}  // namespace

void SchemaEditor::operator()(const sql::CreateTable& operation) {
  Relation made;
  made.persistence = operation.persistence;
  const bool temporary =
      made.persistence == sql::Persistence::temporary || operation.table.schema == "pg_temp";
  made.name = temporary ? "pg_temp." + operation.table.name : schema_.qualified(operation.table);
  if (temporary) made.persistence = sql::Persistence::temporary;
  if (operation.if_not_exists && schema_.relation(made.name) != nullptr) return;
  if (operation.foreign) made.kind = Relation::Kind::foreign_table;
  made.options = operation.options;
  made.tablespace = operation.tablespace;
  made.access_method = operation.access_method;
  made.server = operation.server;
  made.default_partition = operation.default_partition;
  made.partition_bound = operation.partition_bound;
  if (operation.partition_by || operation.partition_key) {
    made.kind = Relation::Kind::partitioned;
    made.partition_by = operation.partition_by;
    made.partition_key = operation.partition_key.value_or(std::vector<std::string>{});
    if (made.partition_by) {
      for (sql::IndexKey& key : made.partition_by->keys) qualifier_.expression(key.expression);
    }
  }
  std::vector<std::string> parents;
  for (const sql::Name& parent : operation.inherits) parents.push_back(schema_.resolve(parent));
  if (operation.partition_of) parents.push_back(schema_.resolve(*operation.partition_of));
  const std::string name = made.name;
  take_type(made, operation);
  inherit_columns(made, parents);
  put(std::move(made));
  add_columns(name, operation);
  for (const std::string& parent : parents) {
    relation(parent).children.push_back(name);
    inherit_checks(name, parent);
  }
  for (const sql::Constraint& constraint : without_repeated_keys(constraints_of(operation))) {
    add_constraint(name, constraint, false);
  }
  for (const sql::Like& like : operation.likes) {
    if (like.indexes) copy_indexes(name, like);
  }
  if (operation.partition_of) take_over_from_parent(name, parents.back());
}

void SchemaEditor::take_type(Relation& made, const sql::CreateTable& operation) {
  if (!operation.of_type) return;
  made.of_type = schema_.resolve_type(operation.type);
  const SchemaType* type = schema_.type(made.of_type);
  made.complete = type != nullptr;
  if (type != nullptr) made.columns = type->attributes;
}

// The parents' columns come first, each name once. Source: MergeAttributes.
void SchemaEditor::inherit_columns(Relation& made, const std::vector<std::string>& parents) {
  for (const std::string& parent : parents) {
    made.parents.push_back(parent);
    const Relation* source = schema_.relation(parent);
    if (source == nullptr) {
      made.complete = made.certain = false;
      continue;
    }
    made.complete = made.complete && source->complete;
    made.certain = made.certain && source->certain;
    for (const SchemaColumn& column : source->columns) {
      if (SchemaColumn* merged = made.column(column.name)) {
        ++merged->inherited;
        merged->not_null = merged->not_null || column.not_null;
        if (!merged->default_value) merged->default_value = column.default_value;
        continue;
      }
      SchemaColumn inherited = column;
      inherited.local = false;
      inherited.inherited = 1;
      inherited.comment.clear();
      inherited.privileges.reset();
      inherited.sequence.clear();
      inherited.serial = false;
      inherited.statistics.reset();
      inherited.options.clear();
      // Source: PostgreSQL 17's release notes: only from then on partitions inherit identity.
      const bool keeps_identity = made.is_partition() && schema_.pg_version_ >= 17;
      if (inherited.identity != sql::Column::Identity::none && !keeps_identity) {
        inherited.identity = sql::Column::Identity::none;
      }
      made.columns.push_back(std::move(inherited));
    }
  }
}

// Columns and LIKE clauses in the order of the statement.
void SchemaEditor::add_columns(const std::string& table, const sql::CreateTable& operation) {
  const auto copy_likes_at = [&](std::size_t position) {
    for (const sql::Like& like : operation.likes) {
      if (like.position == position) copy_like(table, like);
    }
  };
  for (std::size_t i = 0; i < operation.columns.size(); ++i) {
    copy_likes_at(i);
    define_column(table, operation.columns[i], operation.partition_of.has_value());
  }
  copy_likes_at(operation.columns.size());
}

// A column that is inherited already is merged with what the statement says of it. In a partition
// and in a table OF a type, options may stand without a type.
void SchemaEditor::define_column(const std::string& table, const sql::Column& written,
                                 bool partition) {
  SchemaColumn column = made_column(table, written);
  Relation& owner = relation(table);
  SchemaColumn* inherited = owner.column(column.name);
  if (inherited == nullptr) {
    owner.columns.push_back(std::move(column));
    return;
  }
  inherited->local = !partition;
  inherited->not_null = inherited->not_null || column.not_null;
  if (column.default_value) inherited->default_value = column.default_value;
  if (written.generated != sql::Column::Generated::no) {
    inherited->generated = column.generated;
    inherited->generated_as = column.generated_as;
  }
  if (column.identity != sql::Column::Identity::none) inherited->identity = column.identity;
  if (!column.sequence.empty()) inherited->sequence = column.sequence;
  if (!column.storage.empty()) inherited->storage = column.storage;
  if (!column.compression.empty()) inherited->compression = column.compression;
}

void SchemaEditor::inherit_checks(const std::string& child, const std::string& parent) {
  const Relation* source = schema_.relation(parent);
  if (source == nullptr) return;
  for (const SchemaConstraint& constraint : std::vector(source->constraints)) {
    if (constraint.kind != sql::Constraint::Kind::check || constraint.no_inherit) continue;
    add_inherited_check(child, constraint);
  }
}

// Source: transformTableLikeClause and expandTableLikeClause.
void SchemaEditor::copy_like(const std::string& table, const sql::Like& like) {
  const std::string from = schema_.resolve(like.table);
  const Relation* source = schema_.relation(from);
  if (source == nullptr || !source->complete) {
    relation(table).complete = relation(table).certain = false;
    return;
  }
  const Relation original = *source;
  for (SchemaColumn column : original.columns) {
    column.local = true;
    column.inherited = 0;
    column.serial = false;
    column.privileges.reset();
    column.options.clear();
    column.statistics.reset();
    if (!like.comments) column.comment.clear();
    if (!like.storage) column.storage.clear();
    if (!like.compression) column.compression.clear();
    if (!like.defaults) column.default_value.reset();
    if (!like.generated) {
      column.generated = sql::Column::Generated::no;
      column.generated_as.reset();
    }
    copy_identity(table, column, like.identity);
    relation(table).columns.push_back(std::move(column));
  }
  if (like.constraints) copy_checks(table, original, like.comments);
  if (like.statistics) copy_statistics(table, original.name);
}

// An identity column gets a sequence of its own, with the same options.
void SchemaEditor::copy_identity(const std::string& table, SchemaColumn& column, bool including) {
  const std::string old_sequence = std::exchange(column.sequence, {});
  if (column.identity == sql::Column::Identity::none) return;
  if (!including) {
    column.identity = sql::Column::Identity::none;
    return;
  }
  make_sequence(relation(table), column, {});
  const Relation* original = schema_.relation(old_sequence);
  if (original == nullptr || !original->sequence) return;
  SchemaSequence copy = *original->sequence;
  copy.owner_table = table;
  copy.owner_column = column.name;
  copy.type = "int8";  // whatever the column's is
  relation(column.sequence).sequence = std::move(copy);
}

void SchemaEditor::copy_checks(const std::string& table, const Relation& original, bool comments) {
  for (SchemaConstraint constraint : original.constraints) {
    if (constraint.kind != sql::Constraint::Kind::check) continue;
    constraint.local = true;
    constraint.inherited = 0;
    if (!comments) constraint.comment.clear();
    relation(table).constraints.push_back(std::move(constraint));
  }
}

// Their names are chosen anew. Source: generateClonedIndexStmt.
void SchemaEditor::copy_indexes(const std::string& table, const sql::Like& like) {
  const Relation* source = schema_.relation(schema_.resolve(like.table));
  if (source == nullptr) return;
  for (const std::string& name : std::vector(source->indexes)) {
    const SchemaIndex* original = schema_.index(name);
    if (original == nullptr) continue;
    SchemaIndex copy = *original;
    const std::string comment = like.comments ? copy.comment : "";
    clone_index(*original, table);
    const std::string made = relation(table).indexes.back();
    index(made).parent.clear();
    index(made).comment = comment;
    if (SchemaConstraint* constraint = relation(table).constraint(index(made).constraint)) {
      constraint->local = true;
      constraint->inherited = 0;
    }
  }
}

// Source: generateClonedExtStatsStmt: the name is chosen anew.
void SchemaEditor::copy_statistics(const std::string& table, const std::string& original) {
  for (const std::string& user : users(ObjectClass::relation, original)) {
    const auto [object_class, key] = from_class_key(user);
    if (object_class != ObjectClass::object) continue;
    const DefinedObject* known = schema_.object(key);
    if (known == nullptr || known->kind != sql::ObjectKind::statistics) continue;
    DefinedObject copy = *known;
    copy.id = {};
    copy.comment.clear();
    copy.table = table;
    sql::NameMap names;
    names.relation = [&](const sql::Name& name) {
      return to_string(name) == original ? unqualified(table) : name;
    };
    copy.definition = sql::rewritten(copy.definition, sql::Form::statement, names);
    copy.object = unnamed_statistics(table, copy.definition);
    copy.name = object_key(copy.kind, copy.object);
    copy.definition = sql::with_object_name(copy.definition, unqualified(copy.object));
    put(std::move(copy));
  }
}

// The columns' types come from the query.
void SchemaEditor::operator()(const sql::CreateTableAs& operation) {
  Relation made;
  made.persistence = operation.persistence;
  const bool temporary = made.persistence == sql::Persistence::temporary;
  made.name = temporary ? "pg_temp." + operation.table.name : schema_.qualified(operation.table);
  if (operation.if_not_exists && schema_.relation(made.name) != nullptr) return;
  made.options = operation.options;
  made.tablespace = operation.tablespace;
  made.access_method = operation.access_method;
  made.populated = operation.with_data;
  const sql::Catalog catalog = qualifier_.catalog();
  take_result_columns(made, operation.query, operation.columns, catalog);
  if (operation.materialized_view) {
    made.kind = Relation::Kind::materialized_view;
    take_query(made, operation.query, operation.reads, operation.columns, catalog);
    made.extent = operation.extent;
  }
  put(std::move(made));
}

}  // namespace migcheck
