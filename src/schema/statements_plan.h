#pragma once

// Internal to schema/: from a difference to the steps that make it, a file for each kind of object.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "schema/difference.h"
#include "schema/order.h"
#include "schema/order_mentions.h"

namespace migcheck {

// Where a step stands among those that do not need each other.
enum Rank {
  rank_add_label,  // in a transaction before the one that uses the label
  rank_settings,
  rank_drop_default_privileges,
  rank_drop_part,
  rank_drop_view,
  rank_drop_foreign_key,
  rank_detach,
  rank_drop_constraint,
  rank_drop_index,
  rank_drop_default,
  rank_drop_column,
  rank_drop_table,
  rank_drop_sequence,
  rank_drop_object,
  rank_drop_function,
  rank_drop_type,
  rank_create_schema,
  rank_create_extension,
  rank_create_foundation,
  rank_rename_type,
  rank_create_type,
  rank_create_sequence,
  rank_create_function,
  rank_create_object,
  rank_create_table,
  rank_alter_table,
  rank_add_column,
  rank_alter_column,
  rank_set_default,
  rank_own_sequence,
  rank_add_key,
  rank_add_check,
  rank_create_index,
  rank_attach,
  rank_add_foreign_key,
  rank_create_view,
  rank_create_view_index,
  rank_create_part,
  rank_state,
  rank_owner,
  rank_comment,
  rank_revoke,
  rank_grant,
  rank_default_privileges,
  rank_drop_extension,
  rank_drop_schema,
};

using Keys = std::vector<std::string>;

void append(Keys& to, const Keys& from);

// The name that no two relations, indexes and types may share.
std::string slot_key(const std::string& qualified);
std::string all_columns_key(const std::string& relation);  // any change of columns
std::string unique_keys_key(const std::string& relation);  // what foreign keys refer to

class Planner {
 public:
  explicit Planner(const Difference& difference);

  std::vector<Step> steps();

 private:
  // The names of one state's objects that need statements.
  struct Touched {
    std::set<std::string> relations, indexes, types, functions, objects;
  };
  Touched touched() const;
  void touch(const std::string& key, Touched& names) const;
  void touch_parts(const std::string& relation, Touched& names) const;
  std::string table_of(const std::string& part) const;

  Step& add(int rank, std::string sql);

  // What both states have, but has to be dropped and made again: statements_recreate.cpp.
  void find_recreated();
  void find_changed_views();
  void find_left_parts();
  void find_changed_tables();
  void find_changed_columns(const Relation& before, const Relation& after);
  void recreate(const std::string& key);
  void recreate_users();
  void disturb_columns_of_type(const std::string& type);
  void collect_users();
  void collect_users_of_relation(const Relation& relation);
  void collect_users_of_columns(const Relation& relation);
  void collect_users_of_constraint(const Relation& relation, const SchemaConstraint& constraint);
  bool exists_after(const std::string& key) const;
  bool recreated(const std::string& key) const { return recreated_.contains(key); }
  bool is_name_kept(const SchemaFunction& function) const;
  bool can_replace(const Relation& before, const Relation& after) const;

  // Whether what the first state has goes, to come back or not.
  bool relation_goes(const std::string& name) const;
  bool column_goes(const std::string& table, const std::string& column) const;
  bool index_goes(const SchemaIndex& index) const;
  bool relation_comes(const std::string& name) const;

  // Whether it would have to be made, but a column's type is not known.
  bool is_left_out(const std::string& name) const;

  // Parents that the relation has in both states: what changes there comes here by itself.
  std::vector<const Relation*> kept_parents(const std::string& name) const;

  // statements_relation.cpp
  void relation(const std::string& name);
  void drop_relation(const Relation& relation);
  void detach_dropped(const Relation& relation);
  void drop_sequence(const Relation& sequence);
  std::vector<Step> split_drop(const Relation& relation, Step whole) const;
  bool vanishes(const Relation& relation) const;
  void leave(const Relation& relation, Step& step) const;
  void alter_relation(const Relation& before, const Relation& after);
  void storage(const Relation& before, const Relation& after);
  void security(const Relation& before, const Relation& after);
  void replica_identity(const Relation& before, const Relation& after);
  void options(const Relation& before, const Relation& after);
  void describe_relation(const Relation& before, const Relation& after);

  // statements_create.cpp
  void create_relation(const Relation& relation);
  void create_table(const Relation& table);
  void create_view(const Relation& view, bool replace);
  void create_sequence(const Relation& sequence);
  Step table_step(const Relation& table, const std::set<std::string>& left_out) const;
  std::vector<Step> split_table(const Relation& table) const;
  Relation as_created(const Relation& table) const;
  bool is_inline(const Relation& table, const SchemaColumn& column) const;
  bool is_inline(const Relation& table, const SchemaConstraint& constraint) const;

  // statements_links.cpp
  void links(const Relation& before, const Relation& after);
  void attach(const Relation& child, const std::string& parent);
  void detach(const Relation& child, const std::string& parent);

  // statements_column.cpp
  void columns(const Relation& before, const Relation& after);
  void add_column(const Relation& table, const SchemaColumn& column);
  void drop_column(const Relation& table, const SchemaColumn& column);
  bool stays_in_children(const Relation& table, const SchemaColumn& column) const;
  void alter_column(const Relation& table, const SchemaColumn& before, const SchemaColumn& after);
  void column_type(const Relation& table, const SchemaColumn& before, const SchemaColumn& after);
  void column_default(const Relation& table, const SchemaColumn& before, const SchemaColumn& after);
  void column_identity(const Relation& table, const SchemaColumn& before,
                       const SchemaColumn& after);
  void column_storage(const Relation& table, const SchemaColumn& before, const SchemaColumn& after);
  void describe_column(const Relation& table, const SchemaColumn& before,
                       const SchemaColumn& after);
  Privileges left_after_revokes(const Relation& table, Privileges column) const;
  bool is_retyped(const Relation& table, const SchemaColumn& before,
                  const SchemaColumn& after) const;
  Keys keys_of_column(const Mentions& mentions, const Relation& table,
                      const SchemaColumn& column) const;

  // An action that PostgreSQL repeats on children unless ONLY is written.
  void recursing(int rank, const Relation& table, const std::string& action, Keys needs,
                 Keys releases);
  void add_recursing();
  std::vector<std::string> kept_ancestors(const std::string& name) const;
  std::vector<std::string> kept_descendants(const std::string& name) const;

  // statements_constraint.cpp
  void constraints(const Relation& before, const Relation& after);
  void constraint(const Relation& before, const Relation& after, const SchemaConstraint* old,
                  const SchemaConstraint* made);
  void add_constraint(const Relation& table, const SchemaConstraint& constraint);
  void drop_constraint(const Relation& table, const SchemaConstraint& constraint);
  bool alter_constraint(const Relation& table, const SchemaConstraint& before,
                        const SchemaConstraint& after);
  bool comes_from_parent(const Relation& table, const SchemaConstraint& constraint) const;
  bool stays_in_children(const Relation& table, const SchemaConstraint& constraint) const;
  bool goes_with_parent(const Relation& table, const SchemaConstraint& constraint) const;
  Keys keys_of_constraint(const Mentions& mentions, const Schema& schema, const Relation& table,
                          const SchemaConstraint& constraint) const;

  // statements_index.cpp
  void index(const std::string& name);
  void create_index(const SchemaIndex& index);
  void drop_index(const SchemaIndex& index);
  void alter_index(const SchemaIndex* before, const SchemaIndex& after);
  void attach_index(const SchemaIndex* before, const SchemaIndex& index);
  bool has_clustered_index(const std::string& table) const;
  Keys keys_of_index(const Mentions& mentions, const Schema& schema,
                     const SchemaIndex& index) const;

  // statements_sequence.cpp
  void sequence(const Relation& before, const Relation& after);
  void own_sequence(const Relation* before, const Relation& after);
  void retype_identity(const Relation& relation);

  // statements_type.cpp
  void type(const std::string& name);
  enum class Old { goes, stays };  // for a while, under another name
  void create_type(const SchemaType& type, Old old);
  SchemaType as_created(const SchemaType& type) const;
  Keys released_tables(const std::string& type) const;
  void rename_made(const SchemaType& type);
  void drop_type(const SchemaType& type, const std::string& name);
  void replace_type(const SchemaType& before, const SchemaType& after);
  void alter_type(const SchemaType& before, const SchemaType& after);
  void add_labels(const SchemaType& before, const SchemaType& after);
  void alter_attributes(const SchemaType& before, const SchemaType& after);
  void alter_domain(const SchemaType& before, const SchemaType& after);
  void describe_type(const SchemaType& before, const SchemaType& after);
  bool has_typed_table(const std::string& type) const;
  bool is_column_type(const std::string& type) const;
  bool is_in_column_type(const std::string& type) const;
  std::string free_name(const std::string& wanted) const;
  Keys keys_of_type(const Mentions& mentions, const SchemaType& type) const;

  // statements_function.cpp
  void function(const std::string& name);
  void create_function(const SchemaFunction& function, bool replace);
  void describe_function(const SchemaFunction& before, const SchemaFunction& after);

  // statements_object.cpp
  void object(const std::string& key);
  void create_object(const DefinedObject& object);
  void drop_object(const DefinedObject& object);
  bool takes_along(const DefinedObject& extension) const;
  bool statistics_go_with_column(const DefinedObject& object) const;
  void alter_extension(const DefinedObject& before, const DefinedObject& after);
  void describe_object(const DefinedObject& before, const DefinedObject& after);
  void object_state(const DefinedObject& before, const DefinedObject& after);
  bool comes_with_parent(const DefinedObject& object, const Schema& schema) const;
  Keys keys_of_object(const Mentions& mentions, const Schema& schema,
                      const DefinedObject& object) const;

  // statements_privileges.cpp; `target` is "TABLE public.users".
  void comment(const std::string& target, const std::string& before, const std::string& after,
               Keys needs);
  void owner(const std::string& target, const std::string& before, const std::string& after,
             Keys needs);
  void default_privileges(const DefinedObject* before, const DefinedObject* after);
  void privileges(const std::string& target, const Privileges& before, const Privileges& after,
                  Keys needs, const std::string& column = {});

  const Difference& difference_;
  const Schema& from_;
  const Schema& to_;
  Mentions before_;  // in texts of the first state
  Mentions after_;
  std::vector<Step> steps_;

  bool has_functions_ = false;
  std::set<std::string> recreated_;
  std::set<std::string> retyped_;  // keys of columns whose type is made anew
  std::vector<std::string> pending_;
  std::map<std::string, std::set<std::string>> users_;  // key → keys of who uses it, before

  // table → action → its step, before it is known who needs ONLY.
  std::map<std::string, std::vector<std::pair<std::string, Step>>> recursing_;
};

// Keys of the columns of `relation` that a text about it mentions.
Keys columns_in(const Relation& relation, const std::string& sql);

// "TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "SEQUENCE".
std::string kind_words(const Relation& relation);

bool is_view(const Relation& relation);

// Whether there is a table's column of which not even the type is known.
bool has_unknown_type(const Relation& relation);

// "full", "nothing", or the index that identifies rows.
std::string replica_index(const Schema& schema, const Relation& relation);

// Whether the type can be had only by dropping the old one.
bool needs_new_type(const SchemaType& before, const SchemaType& after);

// Whether CREATE OR REPLACE FUNCTION can do it.
bool is_replaceable(const SchemaFunction& before, const SchemaFunction& after);

// "c::text::mood" where PostgreSQL has no assignment cast, or nothing.
std::string using_expression(const std::string& column, const sql::TypeName& from,
                             const sql::TypeName& to, bool made_anew);

// The storage that a built-in type has by itself: "EXTENDED".
std::string default_storage(const sql::TypeName& type);

// Whether values of both types can refer to each other and be compared.
bool same_family(const sql::TypeName& a, const sql::TypeName& b);

// The definition as rendered, for comparing.
std::string constraint_definition(const Schema& schema, const SchemaConstraint& constraint);

}  // namespace migcheck
