#include "sql/name_walk.h"

#include <algorithm>
#include <deque>
#include <functional>

#include "sql/name_replacer.h"

namespace migcheck::sql {

namespace {

constexpr std::string_view sequence_functions[] = {"nextval", "currval", "setval",
                                                   "pg_get_serial_sequence", "to_regclass"};

// The options of CREATE AGGREGATE, TYPE and OPERATOR whose value is written like a type, but is a
// function.
constexpr std::string_view function_options[] = {
    "sfunc",    "finalfunc",  "combinefunc", "serialfunc", "deserialfunc", "msfunc",
    "minvfunc", "mfinalfunc", "procedure",   "function",   "subtype_diff", "canonical",
    "input",    "output",     "receive",     "send",       "typmod_in",    "typmod_out",
    "analyze",  "subscript",  "restrict",    "join"};

bool contains(std::span<const std::string_view> words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_relation(PgQuery__ObjectType type) {
  return type == PG_QUERY__OBJECT_TYPE__OBJECT_TABLE ||
         type == PG_QUERY__OBJECT_TYPE__OBJECT_VIEW ||
         type == PG_QUERY__OBJECT_TYPE__OBJECT_MATVIEW ||
         type == PG_QUERY__OBJECT_TYPE__OBJECT_INDEX ||
         type == PG_QUERY__OBJECT_TYPE__OBJECT_SEQUENCE ||
         type == PG_QUERY__OBJECT_TYPE__OBJECT_FOREIGN_TABLE;
}

class Walker {
 public:
  Walker(Tree& tree, const NameMap& names, ColumnsAsked columns)
      : tree_(tree), names_(names), replacer_(tree, names, columns) {}

  bool run() {
    scopes_.emplace_back();
    const std::span<PgQuery__RawStmt* const> statements = tree_.statements();
    for (auto it = statements.rbegin(); it != statements.rend(); ++it) {
      pending_.push_back({&(*it)->base, &scopes_.front()});
    }
    while (!pending_.empty()) {
      const Entry entry = pending_.back();
      pending_.pop_back();
      visit(entry);
    }
    return replacer_.has_changed();
  }

 private:
  struct Entry {
    ProtobufCMessage* message;
    const NameScope* scope;
  };

  template <typename T>
  static T* to(ProtobufCMessage* message, const ProtobufCMessageDescriptor& descriptor) {
    return message->descriptor == &descriptor ? reinterpret_cast<T*>(message) : nullptr;
  }

  void visit(const Entry& entry);
  bool visit_statement(const Entry& entry);
  void visit_definition(ProtobufCMessage* message);
  void visit_expression(const Entry& entry);
  void push_children(const Entry& entry);

  NameScope* inner(const NameScope* outer, const PgQuery__WithClause* with);
  void push_queries(const PgQuery__WithClause* with, const NameScope* outer,
                    const NameScope* inside);

  void visit_call(PgQuery__FuncCall* call);
  void visit_option(PgQuery__DefElem* option);
  void visit_drop(PgQuery__DropStmt* statement);
  void visit_constraint(PgQuery__Constraint* constraint);

  Tree& tree_;
  const NameMap& names_;
  NameReplacer replacer_;
  std::deque<NameScope> scopes_;
  std::vector<Entry> pending_;
};

void Walker::visit_call(PgQuery__FuncCall* call) {
  const Name function = name_of(MIGCHECK_LIST(call, funcname));
  if ((function.schema.empty() || function.schema == "pg_catalog") && call->n_args > 0 &&
      contains(sequence_functions, function.name)) {
    replacer_.replace_literal(call->args[0]);
  }
  replacer_.replace(MIGCHECK_NAME_FIELD(call, funcname), names_.function);
}

void Walker::visit_option(PgQuery__DefElem* option) {
  if (option->arg == nullptr || option->arg->node_case != PG_QUERY__NODE__NODE_TYPE_NAME) return;
  PgQuery__TypeName* value = option->arg->type_name;
  const std::string name = text_of(option->defname);
  const bool is_function = contains(function_options, name);
  if (!is_function && name != "collation") return;
  replacer_.leave(value);
  replacer_.replace(MIGCHECK_NAME_FIELD(value, names),
                    is_function ? names_.function : names_.collation);
}

void Walker::visit_drop(PgQuery__DropStmt* statement) {
  for (Node* object : MIGCHECK_LIST(statement, objects)) {
    if (object->node_case == PG_QUERY__NODE__NODE_LIST && is_relation(statement->remove_type)) {
      replacer_.replace(MIGCHECK_NAME_FIELD(object->list, items), names_.relation);
    }
    if (object->node_case == PG_QUERY__NODE__NODE_OBJECT_WITH_ARGS &&
        statement->remove_type != PG_QUERY__OBJECT_TYPE__OBJECT_OPERATOR) {
      replacer_.replace(MIGCHECK_NAME_FIELD(object->object_with_args, objname), names_.function);
    }
  }
}

void Walker::visit_constraint(PgQuery__Constraint* constraint) {
  replacer_.replace_column_names(MIGCHECK_LIST(constraint, keys));
  replacer_.replace_column_names(MIGCHECK_LIST(constraint, fk_attrs));
  replacer_.replace_column_names(MIGCHECK_LIST(constraint, including));
  replacer_.replace_column_names(MIGCHECK_LIST(constraint, fk_del_set_cols));
}

#define MIGCHECK_TO(Type, type) to<PgQuery__##Type>(message, pg_query__##type##__descriptor)

// What names something in a statement that defines an object.
void Walker::visit_definition(ProtobufCMessage* message) {
  if (auto* trigger = MIGCHECK_TO(CreateTrigStmt, create_trig_stmt)) {
    replacer_.replace_column_names(MIGCHECK_LIST(trigger, columns));
    replacer_.replace(MIGCHECK_NAME_FIELD(trigger, funcname), names_.function);
  } else if (auto* event = MIGCHECK_TO(CreateEventTrigStmt, create_event_trig_stmt)) {
    replacer_.replace(MIGCHECK_NAME_FIELD(event, funcname), names_.function);
  } else if (auto* function = MIGCHECK_TO(CreateFunctionStmt, create_function_stmt)) {
    replacer_.replace(MIGCHECK_NAME_FIELD(function, funcname), names_.function);
  } else if (auto* altered = MIGCHECK_TO(AlterFunctionStmt, alter_function_stmt)) {
    replacer_.replace(MIGCHECK_NAME_FIELD(altered->func, objname), names_.function);
  } else if (auto* cast = MIGCHECK_TO(CreateCastStmt, create_cast_stmt)) {
    if (cast->func) replacer_.replace(MIGCHECK_NAME_FIELD(cast->func, objname), names_.function);
  } else if (auto* item = MIGCHECK_TO(CreateOpClassItem, create_op_class_item)) {
    if (item->itemtype == 2 && item->name) {
      replacer_.replace(MIGCHECK_NAME_FIELD(item->name, objname), names_.function);
    }
  } else if (auto* defined = MIGCHECK_TO(DefineStmt, define_stmt)) {
    if (defined->kind == PG_QUERY__OBJECT_TYPE__OBJECT_AGGREGATE) {
      replacer_.replace(MIGCHECK_NAME_FIELD(defined, defnames), names_.function);
    } else if (defined->kind == PG_QUERY__OBJECT_TYPE__OBJECT_TYPE) {
      replacer_.replace(MIGCHECK_NAME_FIELD(defined, defnames), names_.type);
    } else if (defined->kind == PG_QUERY__OBJECT_TYPE__OBJECT_COLLATION) {
      replacer_.replace(MIGCHECK_NAME_FIELD(defined, defnames), names_.collation);
    }
  } else if (auto* range = MIGCHECK_TO(CreateRangeStmt, create_range_stmt)) {
    replacer_.replace(MIGCHECK_NAME_FIELD(range, type_name), names_.type);
  } else if (auto* option = MIGCHECK_TO(DefElem, def_elem)) {
    visit_option(option);
  } else if (auto* drop = MIGCHECK_TO(DropStmt, drop_stmt)) {
    visit_drop(drop);
  } else if (auto* constraint = MIGCHECK_TO(Constraint, constraint)) {
    visit_constraint(constraint);
  } else if (auto* index = MIGCHECK_TO(IndexElem, index_elem)) {
    replacer_.replace_column_name(index->name);
    replacer_.replace(MIGCHECK_NAME_FIELD(index, collation), names_.collation);
  } else if (auto* part = MIGCHECK_TO(PartitionElem, partition_elem)) {
    replacer_.replace_column_name(part->name);
    replacer_.replace(MIGCHECK_NAME_FIELD(part, collation), names_.collation);
  } else if (auto* element = MIGCHECK_TO(StatsElem, stats_elem)) {
    replacer_.replace_column_name(element->name);
  }
}

void Walker::visit_expression(const Entry& entry) {
  ProtobufCMessage* message = entry.message;
  if (auto* relation = MIGCHECK_TO(RangeVar, range_var)) {
    replacer_.replace_relation(relation, entry.scope);
  } else if (auto* type = MIGCHECK_TO(TypeName, type_name)) {
    replacer_.replace_type(type);
  } else if (auto* call = MIGCHECK_TO(FuncCall, func_call)) {
    visit_call(call);
  } else if (auto* cast = MIGCHECK_TO(TypeCast, type_cast)) {
    if (type_of(cast->type_name).name.name == "regclass") replacer_.replace_literal(cast->arg);
  } else if (auto* collate = MIGCHECK_TO(CollateClause, collate_clause)) {
    replacer_.replace(MIGCHECK_NAME_FIELD(collate, collname), names_.collation);
  } else if (auto* column = MIGCHECK_TO(ColumnRef, column_ref)) {
    replacer_.replace_column(column, entry.scope);
  } else if (auto* output = MIGCHECK_TO(ResTarget, res_target)) {
    replacer_.keep_output_name(output);
  } else if (auto* locking = MIGCHECK_TO(LockingClause, locking_clause)) {
    replacer_.replace_locked(locking, entry.scope);
  } else {
    visit_definition(message);
  }
}

NameScope* Walker::inner(const NameScope* outer, const PgQuery__WithClause* with) {
  NameScope& scope = scopes_.emplace_back();
  scope.outer = outer;
  if (with == nullptr) return &scope;
  for (const Node* query : MIGCHECK_LIST(with, ctes)) {
    if (query->node_case != PG_QUERY__NODE__NODE_COMMON_TABLE_EXPR) continue;
    scope.queries.insert(text_of(query->common_table_expr->ctename));
  }
  return &scope;
}

// Without RECURSIVE a query sees only those before it.
void Walker::push_queries(const PgQuery__WithClause* with, const NameScope* outer,
                          const NameScope* inside) {
  if (with == nullptr) return;
  std::vector<Entry> entries;
  const NameScope* seen = outer;
  for (Node* query : MIGCHECK_LIST(with, ctes)) {
    if (query->node_case != PG_QUERY__NODE__NODE_COMMON_TABLE_EXPR) continue;
    entries.push_back({&query->base, with->recursive ? inside : seen});
    NameScope& next = scopes_.emplace_back();
    next.outer = seen;
    next.queries = {text_of(query->common_table_expr->ctename)};
    seen = &next;
  }
  pending_.insert(pending_.end(), entries.rbegin(), entries.rend());
}

// A statement with FROM or WITH is a scope; the target of one that writes is never a WITH query.
bool Walker::visit_statement(const Entry& entry) {
  ProtobufCMessage* message = entry.message;
  const PgQuery__WithClause* with = nullptr;
  NameScope* scope = nullptr;
  if (auto* select = MIGCHECK_TO(SelectStmt, select_stmt)) {
    with = select->with_clause;
    scope = inner(entry.scope, with);
    add_from(*scope, MIGCHECK_LIST(select, from_clause));
  } else if (auto* insert = MIGCHECK_TO(InsertStmt, insert_stmt)) {
    with = insert->with_clause;
    scope = inner(entry.scope, with);
    replacer_.replace_relation(insert->relation, nullptr);
    replacer_.replace_targets(MIGCHECK_LIST(insert, cols));
    add_relation(*scope, insert->relation);
  } else if (auto* update = MIGCHECK_TO(UpdateStmt, update_stmt)) {
    with = update->with_clause;
    scope = inner(entry.scope, with);
    add_relation(*scope, update->relation);
    add_from(*scope, MIGCHECK_LIST(update, from_clause));
    replacer_.replace_relation(update->relation, nullptr);
    replacer_.replace_targets(MIGCHECK_LIST(update, target_list));
    scope->has_from = true;
  } else if (auto* erase = MIGCHECK_TO(DeleteStmt, delete_stmt)) {
    with = erase->with_clause;
    scope = inner(entry.scope, with);
    add_relation(*scope, erase->relation);
    add_from(*scope, MIGCHECK_LIST(erase, using_clause));
    replacer_.replace_relation(erase->relation, nullptr);
    scope->has_from = true;
  } else if (auto* merge = MIGCHECK_TO(MergeStmt, merge_stmt)) {
    with = merge->with_clause;
    scope = inner(entry.scope, with);
    add_relation(*scope, merge->relation);
    add_from(*scope, list(1, &merge->source_relation));
    replacer_.replace_relation(merge->relation, nullptr);
  } else {
    return false;
  }
  push_children({message, scope});
  push_queries(with, entry.scope, scope);
  return true;
}

void Walker::push_children(const Entry& entry) {
  for_each_child(entry.message, [&](const ProtobufCMessage* child) {
    if (child->descriptor == &pg_query__with_clause__descriptor) return;
    pending_.push_back({const_cast<ProtobufCMessage*>(child), entry.scope});
  });
}

void Walker::visit(const Entry& entry) {
  if (visit_statement(entry)) return;
  // The name of a composite type has the form of a relation's.
  if (auto* type = to<PgQuery__CompositeTypeStmt>(entry.message,
                                                  pg_query__composite_type_stmt__descriptor)) {
    replacer_.replace_type_name(type->typevar);
  }
  visit_expression(entry);
  push_children(entry);
}

}  // namespace

bool replace_names(Tree& tree, const NameMap& names, ColumnsAsked columns) {
  return Walker(tree, names, columns).run();
}

}  // namespace migcheck::sql
