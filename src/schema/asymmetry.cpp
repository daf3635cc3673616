#include "schema/asymmetry.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "schema/render.h"

namespace migcheck {

namespace {

// What CURRENT_TIMESTAMP and its kin are called as functions.
std::string plain_name(const sql::Expression& expression) {
  if (expression.kind == sql::Expression::Kind::special) {
    return expression.text == "CURRENT_TIMESTAMP" ? "now" : expression.text;
  }
  return expression.name.name;
}

// The expression below its casts, which are often implied by the type of the column.
const sql::Expression& peeled(const sql::Expression& expression) {
  const sql::Expression* inner = &expression;
  while (inner->kind == sql::Expression::Kind::cast && inner->arguments.size() == 1) {
    inner = &inner->arguments.front();
  }
  return *inner;
}

bool same(const sql::Expression& one, const sql::Expression& other) {
  using Kind = sql::Expression::Kind;
  const sql::Expression& a = peeled(one);
  const sql::Expression& b = peeled(other);
  if (a.kind == Kind::other || a.kind == Kind::subquery) return a.sql == b.sql;
  const bool calls = a.kind == Kind::function || a.kind == Kind::special;
  const bool both_call = calls && (b.kind == Kind::function || b.kind == Kind::special);
  if (both_call ? plain_name(a) != plain_name(b) : a.kind != b.kind || a.text != b.text) {
    return false;
  }
  return std::equal(a.arguments.begin(), a.arguments.end(), b.arguments.begin(), b.arguments.end(),
                    same);
}

bool same(const Boxed<sql::Expression>& a, const Boxed<sql::Expression>& b) {
  if (!a || !b) return a.has_value() == b.has_value();
  return same(*a, *b);
}

std::string text_of(const Boxed<sql::Expression>& expression) {
  return expression ? expression->sql : "none";
}

// A function's body keeps the white space that it was written with.
bool same_words(std::string a, std::string b) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; };
  std::erase_if(a, is_space);
  std::erase_if(b, is_space);
  return a == b;
}

// Who was granted something; what the owner has without a word is not in it.
std::map<std::string, std::map<std::string, bool>> granted(const Relation& relation) {
  auto all = relation.privileges.value_or(std::map<std::string, std::map<std::string, bool>>());
  std::erase_if(all, [&](const auto& grantee) {
    return grantee.second.empty() || grantee.first.empty() || grantee.first == relation.owner;
  });
  return all;
}

const char* kind_of(const Relation& relation) {
  switch (relation.kind) {
    case Relation::Kind::view:
      return "view";
    case Relation::Kind::materialized_view:
      return "materialized view";
    case Relation::Kind::foreign_table:
      return "foreign table";
    case Relation::Kind::sequence:
      return "sequence";
    default:
      return "table";
  }
}

const char* kind_of(const SchemaType& type) {
  switch (type.kind) {
    case SchemaType::Kind::enumeration:
      return "enum type";
    case SchemaType::Kind::domain:
      return "domain";
    default:
      return "type";
  }
}

const char* kind_of(const SchemaConstraint& constraint) {
  switch (constraint.kind) {
    case sql::Constraint::Kind::primary_key:
      return "primary key";
    case sql::Constraint::Kind::unique:
      return "unique constraint";
    case sql::Constraint::Kind::foreign_key:
      return "foreign key";
    case sql::Constraint::Kind::exclusion:
      return "exclusion constraint";
    default:
      return "check";
  }
}

class Comparer {
 public:
  explicit Comparer(const Schema& schema) : schema_(schema) {}

  Asymmetry compare() {
    relations_ = schema_.relations().changes();
    for (const auto& [name, change] : relations_) relation(change);
    for (const auto& [name, change] : schema_.indexes().changes()) index(change);
    for (const auto& [name, change] : schema_.types().changes()) type(change);
    for (const auto& [name, change] : schema_.functions().changes()) {
      object(change, "function");
    }
    for (const auto& [name, change] : schema_.objects().changes()) defined(change);
    return std::move(found_);
  }

 private:
  // Whether both states are known; a part that is there in one of them only is named.
  template <typename T>
  bool is_in_both(const T* before, const T* after, const std::string& name) {
    if (before != nullptr && after != nullptr) return true;
    if (before != nullptr) found_.lost.push_back(name);
    if (after != nullptr) found_.left_behind.push_back(name);
    return false;
  }

  template <typename T>
  static bool is_known(const T* state) {
    return state == nullptr || state->certain;
  }

  void altered(const std::string& what) { found_.altered.push_back(what); }

  void relation(const Store<Relation>::Change& change) {
    const Relation* before = change.first.get();
    const Relation* after = change.second.get();
    const Relation* one = before != nullptr ? before : after;
    if (one == nullptr || one->persistence == sql::Persistence::temporary) return;
    for (const Relation* state : {before, after}) {
      if (state != nullptr && (!state->complete || !state->certain)) return;
    }
    // Its sequence comes and goes with a column, a partition with its table.
    const bool is_part = one->sequence && !one->sequence->owner_table.empty();
    if (is_part && (before == nullptr || after == nullptr)) return;
    if (is_in_both(before, after, fmt::format("{} {}", kind_of(*one), one->name))) {
      relation(*before, *after);
    }
  }

  void relation(const Relation& before, const Relation& after) {
    const bool is_view =
        before.kind == Relation::Kind::view || before.kind == Relation::Kind::materialized_view;
    if (is_view) {
      if (before.query != after.query) altered("query of view " + before.name);
      return;
    }
    for (const SchemaColumn& column : before.columns) {
      const SchemaColumn* now = after.column(column.name);
      const std::string name = before.name + "." + column.name;
      if (is_in_both(&column, now, "column " + name)) this->column(name, column, *now);
    }
    for (const SchemaColumn& column : after.columns) {
      if (before.column(column.name) == nullptr) {
        found_.left_behind.push_back(fmt::format("column {}.{}", after.name, column.name));
      }
    }
    constraints(before, after);
    rest(before, after);
  }

  void column(const std::string& name, const SchemaColumn& before, const SchemaColumn& after) {
    if (before.type != after.type) {
      altered(fmt::format("type of {}: was {}, is {}", name, rendered_type(before.type),
                          rendered_type(after.type)));
    }
    if (before.not_null != after.not_null) {
      altered(fmt::format("{}: was {}, is {}", name, before.not_null ? "NOT NULL" : "nullable",
                          after.not_null ? "NOT NULL" : "nullable"));
    }
    if (!before.serial && !after.serial && !same(before.default_value, after.default_value)) {
      altered(fmt::format("default of {}: was {}, is {}", name, text_of(before.default_value),
                          text_of(after.default_value)));
    }
    if (before.identity != after.identity) altered("identity of " + name);
    if (before.collation != after.collation) altered("collation of " + name);
    if (before.comment != after.comment) altered("comment on " + name);
  }

  void constraints(const Relation& before, const Relation& after) {
    for (const SchemaConstraint& constraint : before.constraints) {
      const SchemaConstraint* now = after.constraint(constraint.name);
      const std::string name =
          fmt::format("{} {} of {}", kind_of(constraint), constraint.name, before.name);
      if (is_gone_with_columns(constraint, before, after)) continue;
      if (is_in_both(&constraint, now, name) && is_altered(constraint, *now)) altered(name);
    }
    for (const SchemaConstraint& constraint : after.constraints) {
      if (before.constraint(constraint.name) != nullptr) continue;
      if (is_gone_with_columns(constraint, after, before)) continue;
      found_.left_behind.push_back(
          fmt::format("{} {} of {}", kind_of(constraint), constraint.name, after.name));
    }
  }

  // A column that is named takes its constraints with it.
  static bool is_gone_with_columns(const SchemaConstraint& constraint, const Relation& there,
                                   const Relation& elsewhere) {
    return std::any_of(
        constraint.columns.begin(), constraint.columns.end(), [&](const std::string& column) {
          return there.column(column) != nullptr && elsewhere.column(column) == nullptr;
        });
  }

  static bool is_altered(const SchemaConstraint& before, const SchemaConstraint& after) {
    return before.kind != after.kind || before.columns != after.columns ||
           !same(before.check, after.check) || before.valid != after.valid ||
           before.deferrable != after.deferrable ||
           before.initially_deferred != after.initially_deferred ||
           before.references != after.references ||
           before.referenced_columns != after.referenced_columns ||
           before.on_delete != after.on_delete || before.on_update != after.on_update;
  }

  void rest(const Relation& before, const Relation& after) {
    if (before.comment != after.comment) altered("comment on " + before.name);
    if (before.row_security != after.row_security ||
        before.forced_row_security != after.forced_row_security) {
      altered("row security of " + before.name);
    }
    if (before.replica_identity != after.replica_identity) {
      altered("replica identity of " + before.name);
    }
    if (before.persistence != after.persistence) altered("persistence of " + before.name);
    if (before.parents != after.parents || before.partition_bound != after.partition_bound) {
      altered("parents of " + before.name);
    }
    if (granted(before) != granted(after)) altered("privileges on " + before.name);
  }

  // Whether the table is in both states, so that what belongs to it is worth a word.
  bool has_table(const std::string& table) const {
    const auto found = relations_.find(table);
    return found == relations_.end() || (found->second.first && found->second.second);
  }

  // Whether all its columns are in both states.
  bool has_columns(const SchemaIndex& index) const {
    const auto found = relations_.find(index.table);
    if (found == relations_.end()) return true;
    const auto& [before, after] = found->second;
    return std::all_of(index.columns.begin(), index.columns.end(), [&](const std::string& name) {
      return name.empty() || (before->column(name) != nullptr) == (after->column(name) != nullptr);
    });
  }

  void index(const Store<SchemaIndex>::Change& change) {
    const SchemaIndex* before = change.first.get();
    const SchemaIndex* after = change.second.get();
    const SchemaIndex* one = before != nullptr ? before : after;
    if (one == nullptr || !is_known(before) || !is_known(after)) return;
    if (!one->constraint.empty() || !one->parent.empty()) return;  // its owner is named
    if (!has_table(one->table)) return;
    const bool both = before != nullptr && after != nullptr;
    if (!both && !has_columns(*one)) return;
    const std::string name = fmt::format("index {} on {}", one->name, one->table);
    if (is_in_both(before, after, name) && is_altered(*before, *after)) altered(name);
  }

  static bool is_altered(const SchemaIndex& before, const SchemaIndex& after) {
    return before.table != after.table || before.columns != after.columns ||
           before.include != after.include || before.method != after.method ||
           !same(before.where, after.where) || before.unique != after.unique ||
           before.nulls_not_distinct != after.nulls_not_distinct;
  }

  void type(const Store<SchemaType>::Change& change) {
    const SchemaType* before = change.first.get();
    const SchemaType* after = change.second.get();
    const SchemaType* one = before != nullptr ? before : after;
    if (one == nullptr || !is_known(before) || !is_known(after)) return;
    const std::string name = fmt::format("{} {}", kind_of(*one), one->name);
    if (is_in_both(before, after, name)) type(name, *before, *after);
  }

  void type(const std::string& name, const SchemaType& before, const SchemaType& after) {
    const std::set<std::string> old_labels(before.labels.begin(), before.labels.end());
    std::vector<std::string> kept, added;
    for (const std::string& label : after.labels) {
      (old_labels.contains(label) ? kept : added).push_back(label);
    }
    if (kept != before.labels) {
      altered("values of " + name);
    } else {
      for (const std::string& label : added) {
        found_.enum_values.push_back(fmt::format("{}: {}", before.name, rendered_literal(label)));
      }
    }
    const bool same_domain = before.base == after.base && before.not_null == after.not_null &&
                             same(before.default_value, after.default_value) &&
                             before.constraints.size() == after.constraints.size();
    if (!same_domain || before.attributes.size() != after.attributes.size()) altered(name);
    if (before.comment != after.comment) altered("comment on " + name);
  }

  template <typename Change>
  void object(const Change& change, const std::string& kind) {
    const auto* before = change.first.get();
    const auto* after = change.second.get();
    const auto* one = before != nullptr ? before : after;
    if (one == nullptr || !is_known(before) || !is_known(after)) return;
    const std::string name = kind.empty() ? one->name : kind + " " + one->name;
    if (is_in_both(before, after, name) && !same_words(before->definition, after->definition)) {
      altered(name);
    }
  }

  void defined(const Store<DefinedObject>::Change& change) {
    const DefinedObject* one = change.first ? change.first.get() : change.second.get();
    if (one == nullptr) return;
    if (one->kind == sql::ObjectKind::extension) return;  // others may use it by now
    if (!one->table.empty() && !has_table(one->table)) return;
    const bool was_disabled =
        change.first && change.second && change.first->state != change.second->state;
    if (was_disabled) altered("state of " + one->name);
    object(change, "");
  }

  const Schema& schema_;
  std::map<std::string, Store<Relation>::Change> relations_;
  Asymmetry found_;
};

}  // namespace

Asymmetry asymmetry(const Schema& schema) { return Comparer(schema).compare(); }

}  // namespace migcheck
