#include "sql/name_replacer.h"

#include <algorithm>

namespace migcheck::sql {

Name NameReplacer::mapped(const Name& name, const std::function<Name(const Name&)>& map) const {
  if (!map || name.name.empty() || name.schema == "pg_catalog") return name;
  Name result = map(name);
  return result.name.empty() ? name : result;
}

Node* NameReplacer::string_node(const std::string& text) {
  auto* string = new (tree_.allocate(sizeof(PgQuery__String))) PgQuery__String;
  pg_query__string__init(string);
  string->sval = tree_.keep(text);
  auto* node = new (tree_.allocate(sizeof(Node))) Node;
  pg_query__node__init(node);
  node->node_case = PG_QUERY__NODE__NODE_STRING;
  node->string = string;
  return node;
}

void NameReplacer::put(char*& place, const std::string& text) {
  if (text_of(place) == text) return;
  place = tree_.keep(text);
  changed_ = true;
}

void NameReplacer::put(Node*& place, const std::string& text) {
  if (string_of(place) == text) return;
  place = string_node(text);
  changed_ = true;
}

void NameReplacer::replace(NameField field, const std::function<Name(const Name&)>& map) {
  const Name name = name_of(field.nodes());
  const Name result = mapped(name, map);
  if (result == name) return;
  changed_ = true;
  auto** items = static_cast<Node**>(tree_.allocate(2 * sizeof(Node*)));
  std::size_t count = 0;
  if (!result.schema.empty()) items[count++] = string_node(result.schema);
  items[count++] = string_node(result.name);
  *field.items = items;
  *field.count = count;
}

void NameReplacer::replace_relation(PgQuery__RangeVar* relation, const NameScope* scope) {
  if (relation == nullptr || !done_.insert(relation).second) return;
  const Name name = name_of(relation);
  if (scope != nullptr && name.schema.empty() && scope->is_query(name.name)) return;
  const Name result = mapped(name, names_.relation);
  replaced_[relation] = {name, result};
  if (result == name) return;
  put(relation->catalogname, "");
  put(relation->schemaname, result.schema);
  put(relation->relname, result.name);
}

// Only names: a function's argument has no modifiers.
bool NameReplacer::settle_column_type(PgQuery__TypeName* type) {
  if (!names_.column_type) return false;
  const std::size_t parts = type->n_names;
  const Name table = name_of(std::span<Node* const>(type->names, parts - 1));
  const std::optional<TypeName> settled =
      names_.column_type(table, string_of(type->names[parts - 1]));
  if (!settled || settled->array_dimensions > 1) return false;
  auto** items = static_cast<Node**>(tree_.allocate(2 * sizeof(Node*)));
  std::size_t count = 0;
  const bool built_in = settled->name.schema.empty();
  items[count++] = string_node(built_in ? "pg_catalog" : settled->name.schema);
  items[count++] = string_node((settled->array_dimensions > 0 ? "_" : "") + settled->name.name);
  type->names = items;
  type->n_names = count;
  type->pct_type = 0;
  changed_ = true;
  return true;
}

// %TYPE names a relation's column.
void NameReplacer::replace_type(PgQuery__TypeName* type) {
  if (!done_.insert(type).second) return;
  if (!type->pct_type) {
    replace(MIGCHECK_NAME_FIELD(type, names), names_.type);
    return;
  }
  if (type->n_names < 2 || settle_column_type(type)) return;
  Node* column = type->names[type->n_names - 1];
  std::size_t count = type->n_names - 1;
  Node** items = type->names;
  replace({&count, &items}, names_.relation);
  auto** all = static_cast<Node**>(tree_.allocate((count + 1) * sizeof(Node*)));
  std::copy_n(items, count, all);
  all[count] = column;
  type->names = all;
  type->n_names = count + 1;
}

void NameReplacer::replace_literal(Node* node) {
  if (node != nullptr && node->node_case == PG_QUERY__NODE__NODE_TYPE_CAST) {
    node = node->type_cast->arg;
  }
  if (node == nullptr || node->node_case != PG_QUERY__NODE__NODE_A_CONST) return;
  PgQuery__AConst* constant = node->a_const;
  if (constant->val_case != PG_QUERY__A__CONST__VAL_SVAL || !done_.insert(constant).second) return;
  const std::optional<Name> name = name_in_literal(text_of(constant->sval->sval));
  if (!name) return;
  const Name result = mapped(*name, names_.relation);
  if (result == *name) return;
  put(constant->sval->sval,
      (result.schema.empty() ? "" : quoted(result.schema) + ".") + quoted(result.name));
}

void NameReplacer::replace_column_name(char*& name) {
  const std::string old = text_of(name);
  if (old.empty() || !names_.column) return;
  put(name, names_.column(old));
}

void NameReplacer::replace_column_names(std::span<Node* const> strings) {
  for (Node* node : strings) {
    if (node->node_case == PG_QUERY__NODE__NODE_STRING) replace_column_name(node->string->sval);
  }
}

// SELECT n → SELECT votes AS n.
void NameReplacer::keep_output_name(PgQuery__ResTarget* output) {
  if (columns_ != ColumnsAsked::all || !names_.column || !text_of(output->name).empty()) return;
  if (output->val == nullptr || output->val->node_case != PG_QUERY__NODE__NODE_COLUMN_REF) return;
  const PgQuery__ColumnRef* column = output->val->column_ref;
  const std::string name =
      column->n_fields == 0 ? "" : string_of(column->fields[column->n_fields - 1]);
  if (!name.empty() && names_.column(name) != name) put(output->name, name);
}

void NameReplacer::replace_targets(std::span<Node* const> targets) {
  if (columns_ != ColumnsAsked::all) return;
  for (Node* node : targets) {
    if (node->node_case == PG_QUERY__NODE__NODE_RES_TARGET) {
      replace_column_name(node->res_target->name);
    }
  }
}

// A qualifier that is the relation's own name, with or without its schema, follows it.
void NameReplacer::replace_qualifier(PgQuery__ColumnRef* column,
                                     const PgQuery__RangeVar* relation) {
  const auto found = replaced_.find(relation);
  const Name old = found != replaced_.end() ? found->second.first : name_of(relation);
  const Name result =
      found != replaced_.end() ? found->second.second : mapped(old, names_.relation);
  if (result == old) return;
  const std::size_t parts = column->n_fields;
  Node*& table = column->fields[parts - 2];
  if (string_of(table) == old.name) put(table, result.name);
  if (parts < 3) return;
  if (result.schema.empty()) {
    column->fields += parts - 2;
    column->n_fields = 2;
    changed_ = true;
  } else {
    put(column->fields[parts - 3], result.schema);
  }
}

void NameReplacer::replace_column(PgQuery__ColumnRef* column, const NameScope* scope) {
  if (column->n_fields == 0) return;
  Node* last = column->fields[column->n_fields - 1];
  const bool is_name = last->node_case == PG_QUERY__NODE__NODE_STRING;
  bool own = column->n_fields == 1 && !scope->inside_from();
  if (column->n_fields > 1) {
    const std::string qualifier = string_of(column->fields[column->n_fields - 2]);
    const std::optional<const PgQuery__RangeVar*> found = scope->find(qualifier);
    if (found && *found != nullptr) {
      replace_qualifier(column, *found);
    } else if (!found && qualifier == names_.own_table && !qualifier.empty()) {
      own = true;
      put(column->fields[column->n_fields - 2], mapped({{}, qualifier}, names_.relation).name);
    } else if (!found && (qualifier == "new" || qualifier == "old")) {
      own = true;
    }
  }
  if (is_name && (own || columns_ == ColumnsAsked::all)) replace_column_name(last->string->sval);
}

// FOR UPDATE OF names what FROM does.
void NameReplacer::replace_locked(PgQuery__LockingClause* clause, const NameScope* scope) {
  for (Node* node : MIGCHECK_LIST(clause, locked_rels)) {
    if (node->node_case != PG_QUERY__NODE__NODE_RANGE_VAR) continue;
    PgQuery__RangeVar* locked = node->range_var;
    done_.insert(locked);
    const auto found = scope->find(text_of(locked->relname));
    if (!found || *found == nullptr) continue;
    put(locked->relname, mapped(name_of(*found), names_.relation).name);
  }
}

// The name of a composite type has the form of a relation's.
void NameReplacer::replace_type_name(PgQuery__RangeVar* type) {
  const Name name = mapped(name_of(type), names_.type);
  put(type->schemaname, name.schema);
  put(type->relname, name.name);
  leave(type);
}

}  // namespace migcheck::sql
