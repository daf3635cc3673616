#include "facts/attachment.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "facts/implication.h"
#include "facts/stored_type.h"

namespace migcheck {

namespace {

using Kind = Predicate::Kind;
using Strategy = sql::PartitionBound::Strategy;

sql::Expression column(const std::string& name) {
  sql::Expression expression;
  expression.kind = sql::Expression::Kind::column;
  expression.text = name;
  return expression;
}

Predicate null_test(Kind kind, const std::string& name) {
  Predicate condition{kind};
  condition.subject = column(name);
  return condition;
}

Predicate comparison(const std::string& name, std::string_view op, const sql::Expression& bound) {
  const std::optional<Literal> constant = literal_of(bound);
  Predicate condition{constant ? Kind::compare : Kind::uncertain};
  condition.subject = column(name);
  condition.text = op;
  if (constant) condition.constant = *constant;
  return condition;
}

Predicate group(Kind kind, std::vector<Predicate> parts) {
  if (parts.size() == 1) return std::move(parts.front());
  Predicate condition{kind};
  condition.parts = std::move(parts);
  return condition;
}

bool is_unbounded(const sql::Expression& bound) {
  return bound.kind == sql::Expression::Kind::column &&
         (bound.text == "minvalue" || bound.text == "maxvalue");
}

// Source: get_qual_for_list.
Predicate list_condition(const std::string& key, const std::vector<sql::Expression>& values,
                         bool of_booleans) {
  std::vector<Predicate> equal;
  bool has_null = false;
  for (const sql::Expression& value : values) {
    if (value.kind == sql::Expression::Kind::null) {
      has_null = true;
    } else {
      equal.push_back(comparison(key, "=", value));
    }
  }
  const Predicate is_null = null_test(Kind::is_null, key);
  if (equal.empty()) return is_null;
  // A list of booleans is not simplified as one boolean is.
  if (of_booleans && equal.size() > 1) return Predicate{Kind::uncertain};
  Predicate listed = group(Kind::any, std::move(equal));
  if (has_null) return group(Kind::any, {is_null, std::move(listed)});
  return group(Kind::all, {null_test(Kind::is_not_null, key), std::move(listed)});
}

// The lower or the upper bound of the columns from `first` on: (a, b) above (1, 2) is a > 1 OR
// (a = 1 AND b >= 2).
Predicate side(const std::vector<std::string>& keys, const std::vector<sql::Expression>& bounds,
               std::size_t first, bool lower) {
  std::vector<Predicate> alternatives;
  for (std::size_t last = first; last < keys.size() && !is_unbounded(bounds[last]); ++last) {
    std::vector<Predicate> arm;
    for (std::size_t i = first; i < last; ++i) arm.push_back(comparison(keys[i], "=", bounds[i]));
    const bool has_next = last + 1 < keys.size();
    const std::string end = has_next && is_unbounded(bounds[last + 1]) ? bounds[last + 1].text : "";
    const bool includes = lower ? !has_next || end == "minvalue" : end == "maxvalue";
    const std::string op = std::string(lower ? ">" : "<") + (includes ? "=" : "");
    arm.push_back(comparison(keys[last], op, bounds[last]));
    alternatives.push_back(group(Kind::all, std::move(arm)));
    if (!end.empty()) break;
  }
  return group(Kind::any, std::move(alternatives));
}

// Source: get_qual_for_range.
std::optional<Predicate> range_condition(const std::vector<std::string>& keys,
                                         const sql::PartitionBound& bound, const Relation& relation,
                                         const Schema& schema) {
  if (bound.lower.size() != keys.size() || bound.upper.size() != keys.size()) return std::nullopt;
  std::vector<Predicate> parts;
  for (const std::string& key : keys) parts.push_back(null_test(Kind::is_not_null, key));
  std::size_t first = 0;
  for (; first + 1 < keys.size(); ++first) {
    const auto low = literal_of(bound.lower[first]), high = literal_of(bound.upper[first]);
    if (!low || !high) break;
    const SchemaColumn* key = relation.column(keys[first]);
    const auto order = key == nullptr ? std::nullopt : compare(*low, *high, key->type, schema);
    if (!order) return std::nullopt;
    if (*order != 0) break;
    parts.push_back(comparison(keys[first], "=", bound.lower[first]));
  }
  if (!is_unbounded(bound.lower[first])) parts.push_back(side(keys, bound.lower, first, true));
  if (!is_unbounded(bound.upper[first])) parts.push_back(side(keys, bound.upper, first, false));
  return group(Kind::all, std::move(parts));
}

std::optional<Predicate> bound_condition(const Relation& parent, const sql::PartitionBound& bound,
                                         const Schema& schema) {
  const std::vector<std::string>& keys = parent.partition_key;
  const bool has_expression = std::find(keys.begin(), keys.end(), "") != keys.end();
  if (keys.empty() || has_expression) return std::nullopt;
  if (bound.strategy == Strategy::list && keys.size() == 1) {
    const SchemaColumn* key = parent.column(keys.front());
    if (key == nullptr) return std::nullopt;
    const bool of_booleans = base_of(key->type, schema).type.name == "bool";
    return list_condition(keys.front(), bound.values, of_booleans);
  }
  if (bound.strategy == Strategy::range) return range_condition(keys, bound, parent, schema);
  return std::nullopt;
}

// A table's checks, and its columns that are NOT NULL.
std::vector<Predicate> known_of(const Relation& relation) {
  std::vector<Predicate> known = checked_predicates(relation);
  for (const SchemaColumn& one : relation.columns) {
    if (one.not_null) known.push_back(null_test(Kind::is_not_null, one.name));
  }
  return known;
}

// Its partitions are asked one by one, where it has any.
Ternary proven_by(const Relation* relation, const Predicate& wanted, const Schema& schema) {
  if (relation == nullptr) return Ternary::unknown;
  const Ternary proven = implies(known_of(*relation), wanted, *relation, schema);
  const bool whole = relation->complete && relation->certain && relation->children.empty() &&
                     relation->kind == Relation::Kind::table;
  return proven == Ternary::no && !whole ? Ternary::unknown : proven;
}

const Relation* default_partition(const Relation& parent, const Schema& schema) {
  for (const std::string& child : parent.children) {
    const Relation* relation = schema.relation(child);
    if (relation != nullptr && relation->default_partition) return relation;
  }
  return nullptr;
}

// A hash is never proven: nobody writes it into a check.
Ternary proven_for_hash(const Relation* child) {
  if (child == nullptr || !child->complete || !child->certain) return Ternary::unknown;
  return checked_predicates(*child).empty() ? Ternary::no : Ternary::unknown;
}

}  // namespace

Attachment attachment_of(const std::string& parent_name, const std::string& child_name,
                         const sql::AlterAction& action, const Schema& schema) {
  Attachment attachment;
  const Relation* parent = schema.relation(parent_name);
  const Relation* child = schema.relation(child_name);
  if (parent == nullptr || !action.partition_bound) return attachment;
  const sql::PartitionBound& bound = *action.partition_bound;
  if (bound.strategy == Strategy::hash || bound.strategy == Strategy::rest) {
    // What the default partition must not hold is what the others do.
    const bool alone = bound.strategy == Strategy::rest && parent->complete && parent->certain &&
                       parent->children.empty() && parent->parents.empty();
    attachment.proven = alone ? Ternary::yes : proven_for_hash(child);
    return attachment;
  }
  const std::optional<Predicate> wanted = bound_condition(*parent, bound, schema);
  if (!wanted) return attachment;
  attachment.proven = proven_by(child, *wanted, schema);
  // The bounds of the parent itself must hold as well, and are not looked into.
  const bool is_part = !parent->parents.empty() || !parent->complete;
  if (is_part && attachment.proven == Ternary::yes) attachment.proven = Ternary::unknown;
  const Relation* rest = default_partition(*parent, schema);
  attachment.proven_for_default = proven_by(rest, negated(*wanted), schema);
  return attachment;
}

}  // namespace migcheck
