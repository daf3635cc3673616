#include "sql/query.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "sql/deparse.h"
#include "sql/name_walk.h"
#include "sql/query_reader.h"
#include "sql/recent_tree.h"

namespace migcheck::sql {

namespace {

template <typename Message>
Message* make(Tree& tree, void (*init)(Message*)) {
  auto* message = new (tree.allocate(sizeof(Message))) Message;
  init(message);
  return message;
}

Node* string_node(Tree& tree, const std::string& text) {
  Node* node = make<Node>(tree, pg_query__node__init);
  node->node_case = PG_QUERY__NODE__NODE_STRING;
  node->string = make<PgQuery__String>(tree, pg_query__string__init);
  node->string->sval = tree.keep(text);
  return node;
}

void set_fields(Tree& tree, PgQuery__ColumnRef* column, const std::vector<std::string>& names) {
  column->fields = static_cast<Node**>(tree.allocate(names.size() * sizeof(Node*)));
  column->n_fields = names.size();
  for (std::size_t i = 0; i < names.size(); ++i) column->fields[i] = string_node(tree, names[i]);
}

Node* column_target(Tree& tree, const std::vector<std::string>& names) {
  Node* value = make<Node>(tree, pg_query__node__init);
  value->node_case = PG_QUERY__NODE__NODE_COLUMN_REF;
  value->column_ref = make<PgQuery__ColumnRef>(tree, pg_query__column_ref__init);
  set_fields(tree, value->column_ref, names);
  Node* target = make<Node>(tree, pg_query__node__init);
  target->node_case = PG_QUERY__NODE__NODE_RES_TARGET;
  target->res_target = make<PgQuery__ResTarget>(tree, pg_query__res_target__init);
  target->res_target->val = value;
  return target;
}

// The targets that stand for one * or t.*; false where they cannot be told.
bool expand_star(Tree& tree, const PgQuery__ColumnRef* star, const Level& level,
                 std::vector<Node*>& into) {
  if (star->n_fields == 1) {
    for (const Visible& column : level.visible) {
      const FromItem& item = level.items[column.item];
      const std::string name(column.name);
      into.push_back(
          column_target(tree, column.merged ? std::vector{name} : std::vector{item.alias, name}));
    }
    return level.known;
  }
  const Resolved resolved = resolve(level, star);
  if (resolved.kind != Resolved::Kind::whole_row) return false;
  const FromItem& item = resolved.level->items[resolved.items.front()];
  if (!item.columns) return false;
  for (const ResultColumn& column : *item.columns) {
    into.push_back(column_target(tree, {item.alias, column.name}));
  }
  return true;
}

bool expand_targets(Tree& tree, PgQuery__SelectStmt* select, const Level& level) {
  bool known = true;
  std::vector<Node*> targets;
  for (Node* target : MIGCHECK_LIST(select, target_list)) {
    if (is_star(target)) {
      known &= expand_star(tree, target->res_target->val->column_ref, level, targets);
    } else {
      targets.push_back(target);
    }
  }
  if (!known || targets.size() == select->n_target_list) return known;
  select->target_list = static_cast<Node**>(tree.allocate(targets.size() * sizeof(Node*)));
  select->n_target_list = targets.size();
  std::ranges::copy(targets, select->target_list);
  return true;
}

// The text of a tree, which of an unchanged one is known when the deparser wrote it.
std::optional<std::string> written(RecentTree& tree, bool changed) {
  if (!changed && tree.is_deparsed()) return tree.text();
  std::string text = deparsed(tree->result());
  if (text.empty()) {
    tree.forget();
    return std::nullopt;
  }
  tree.set_text(text);
  return text;
}

void add_once(std::vector<ReadColumn>& columns, ReadColumn column) {
  if (std::ranges::find(columns, column) == columns.end()) columns.push_back(std::move(column));
}

void add_read(std::vector<ReadColumn>& columns, const FromItem& item, const std::string& name) {
  if (item.relation.name.empty()) return;
  if (!name.empty()) {
    add_once(columns, {item.relation, item.original(name)});
    return;
  }
  if (!item.columns) return;
  for (std::size_t i = 0; i < item.columns->size(); ++i) {
    const bool renamed = i < item.originals.size();
    add_once(columns, {item.relation, renamed ? item.originals[i] : (*item.columns)[i].name});
  }
}

// The outputs that the query gives no name, with the names that they have without.
void add_outputs(PgQuery__SelectStmt* select,
                 std::vector<std::pair<PgQuery__ResTarget*, std::string>>& outputs) {
  for (Node* node : MIGCHECK_LIST(select, target_list)) {
    if (node->node_case != PG_QUERY__NODE__NODE_RES_TARGET || is_star(node)) continue;
    PgQuery__ResTarget* target = node->res_target;
    if (text_of(target->name).empty()) outputs.emplace_back(target, output_name(target->val));
  }
}

// Whether a plain `name` could mean anything else than the column that was resolved.
bool is_taken(const Resolved& resolved, const std::string& name) {
  const Level& level = *resolved.level;
  return !resolved.local || !level.known ||
         std::ranges::any_of(level.items, [&](const FromItem& item) {
           return item.column(name) != nullptr || item.alias == name;
         });
}

bool is_moment(const PgQuery__TypeCast* cast) {
  static constexpr std::array types = {"date", "time", "timetz", "timestamp", "timestamptz"};
  static constexpr std::array words = {"now", "today", "tomorrow", "yesterday"};
  if (cast->arg == nullptr || cast->arg->node_case != PG_QUERY__NODE__NODE_A_CONST) return false;
  const Name type = type_of(cast->type_name).name;
  if (!type.schema.empty() || std::ranges::find(types, type.name) == types.end()) return false;
  const std::string value = to_lower(constant_of(cast->arg->a_const));
  return std::ranges::any_of(split_words(value), [](std::string_view word) {
    return std::ranges::find(words, word) != words.end();
  });
}

}  // namespace

bool keeps_moment(const std::string& query) {
  RecentTree tree(query);
  bool found = false;
  for (const PgQuery__RawStmt* statement : tree->statements()) {
    walk(&statement->base, [&](const ProtobufCMessage* message) {
      const auto* cast = as<PgQuery__TypeCast>(message, pg_query__type_cast__descriptor);
      found = found || (cast != nullptr && is_moment(cast));
    });
  }
  return found;
}

ResultColumns columns_of(const std::string& query, const Catalog& catalog) {
  RecentTree tree(query);
  return QueryReader(*tree, catalog, {}).read();
}

std::optional<std::string> expanded(const std::string& query, const Catalog& catalog,
                                    const NameMap& names) {
  RecentTree tree(query);
  bool known = true, changed = false;
  QueryReader::Hooks hooks;
  hooks.types = false;
  hooks.select = [&](PgQuery__SelectStmt* select, const Level& level) {
    changed = changed || std::ranges::any_of(MIGCHECK_LIST(select, target_list), is_star);
    known = expand_targets(*tree, select, level) && known;
  };
  QueryReader reader(*tree, catalog, std::move(hooks));
  reader.read();
  if (!known || reader.failed()) {
    tree.forget();
    return std::nullopt;
  }
  changed = replace_names(*tree, names, ColumnsAsked::own) || changed;
  return written(tree, changed);
}

std::optional<std::vector<ReadColumn>> columns_read(const std::string& query,
                                                    const Catalog& catalog) {
  RecentTree tree(query);
  std::vector<ReadColumn> columns;
  bool known = true;
  QueryReader::Hooks hooks;
  hooks.types = false;
  hooks.column = [&](PgQuery__ColumnRef*, const Resolved& resolved) {
    for (const std::size_t index : resolved.items) {
      const FromItem& item = resolved.level->items[index];
      if (resolved.kind == Resolved::Kind::whole_row && !item.columns) known = false;
      const bool whole = resolved.kind == Resolved::Kind::whole_row;
      add_read(columns, item, whole ? "" : resolved.name);
    }
  };
  hooks.join_column = [&](const FromItem& item, const std::string& column) {
    add_read(columns, item, column);
  };
  QueryReader reader(*tree, catalog, std::move(hooks));
  reader.read();
  if (!known || reader.failed()) return std::nullopt;
  return columns;
}

std::optional<std::string> with_column_renamed(const std::string& query, const Name& relation,
                                               const std::string& from, const std::string& to,
                                               const Catalog& catalog) {
  RecentTree tree(query);
  bool known = true;
  std::vector<std::pair<PgQuery__ResTarget*, std::string>> outputs;
  std::vector<std::pair<PgQuery__ColumnRef*, std::vector<std::string>>> changes;
  QueryReader::Hooks hooks;
  hooks.select = [&](PgQuery__SelectStmt* select, const Level&) { add_outputs(select, outputs); };
  hooks.column = [&](PgQuery__ColumnRef* column, const Resolved& resolved) {
    if (resolved.items.empty()) return;
    const FromItem& item = resolved.level->items[resolved.items.front()];
    if (resolved.kind != Resolved::Kind::column || item.relation != relation) return;
    // A name from an alias list stays.
    if (resolved.name != from || item.original(from) != from) return;
    if (item.renamed > 0) known = false;
    std::vector<std::string> names = strings_of(MIGCHECK_LIST(column, fields));
    if (names.size() == 1 && is_taken(resolved, to)) names = {item.alias, from};
    names.back() = to;
    changes.emplace_back(column, std::move(names));
  };
  hooks.join_column = [&](const FromItem& item, const std::string& column) {
    if (item.relation == relation && (column == from || column == to)) known = false;
  };
  std::vector<Node*> fields;
  hooks.field = [&](Node* name, const std::optional<TypeName>& type) {
    if (string_of(name) != from) return;
    if (!type) known = false;
    if (type && type->name == relation) fields.push_back(name);
  };
  QueryReader reader(*tree, catalog, std::move(hooks));
  reader.read();
  if (!known || reader.failed()) return std::nullopt;
  for (const auto& [column, names] : changes) set_fields(*tree, column, names);
  for (Node* field : fields) field->string->sval = tree->keep(to);
  for (const auto& [target, name] : outputs) {
    if (output_name(target->val) != name) target->name = tree->keep(name);
  }
  return written(tree, !changes.empty() || !fields.empty());
}

std::optional<std::string> with_relation_renamed(const std::string& query, const Name& from,
                                                 const Name& to, const Catalog& catalog) {
  RecentTree tree(query);
  bool known = true;
  QueryReader::Hooks hooks;
  hooks.types = false;
  hooks.column = [&](PgQuery__ColumnRef*, const Resolved& resolved) {
    if (resolved.kind != Resolved::Kind::whole_row) return;
    const FromItem& item = resolved.level->items[resolved.items.front()];
    known = known && (item.relation != from || item.has_alias);
  };
  hooks.select = [&](PgQuery__SelectStmt*, const Level& level) {
    const auto is_from = [&](const FromItem& item) {
      return item.relation == from && !item.has_alias;
    };
    const auto is_to = [&](const FromItem& item) { return item.alias == to.name; };
    if (from.name == to.name || std::ranges::none_of(level.items, is_from)) return;
    known = known && std::ranges::none_of(level.items, is_to) && level.query(to.name) == nullptr;
  };
  QueryReader reader(*tree, catalog, std::move(hooks));
  reader.read();
  if (!known || reader.failed()) return std::nullopt;
  NameMap names;
  names.relation = [&](const Name& name) { return name == from ? to : name; };
  const bool changed = replace_names(*tree, names, ColumnsAsked::own);
  return written(tree, changed);
}

}  // namespace migcheck::sql
