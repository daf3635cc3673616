#include "facts/implication.h"

#include <algorithm>
#include <array>

#include "facts/stored_type.h"

namespace migcheck {

namespace {

using Kind = Predicate::Kind;

// PostgreSQL's strategies of a btree, in their order.
constexpr std::array<std::string_view, 6> operators = {"<", "<=", "=", ">=", ">", "<>"};

std::size_t strategy(const std::string& name) {
  return static_cast<std::size_t>(std::find(operators.begin(), operators.end(), name) -
                                  operators.begin());
}

// What must hold between the constants, wanted first, so that the row's operator implies the
// column's. Source: BT_implic_table in predtest.c.
constexpr std::string_view implications[6][6] = {
    {">=", ">=", "", "", "", ">="},     // <
    {">", ">=", "", "", "", ">"},       // <=
    {">", ">=", "=", "<=", "<", "<>"},  // =
    {"", "", "", "<=", "<", "<"},       // >=
    {"", "", "", "<=", "<=", "<="},     // >
    {"", "", "", "", "", "="},          // <>
};

bool holds(int order, std::string_view test) {
  if (test == "<") return order < 0;
  if (test == "<=") return order <= 0;
  if (test == "=") return order == 0;
  if (test == ">=") return order >= 0;
  return test == ">" ? order > 0 : order != 0;
}

// A cast or a collation may be one that changes nothing, and then is not there for the server.
bool has_wrapping(const sql::Expression& expression) {
  using Node = sql::Expression::Kind;
  if (expression.kind == Node::cast || expression.kind == Node::compound) return true;
  return std::any_of(expression.arguments.begin(), expression.arguments.end(), has_wrapping);
}

Ternary same_subject(const sql::Expression& a, const sql::Expression& b) {
  if (to_string(a) == to_string(b)) {
    return has_wrapping(a) ? Ternary::unknown : Ternary::yes;  // the text leaves collations out
  }
  return has_wrapping(a) || has_wrapping(b) ? Ternary::unknown : Ternary::no;
}

template <typename Holds>
Ternary for_every(const std::vector<Predicate>& parts, Holds holds) {
  Ternary all = Ternary::yes;
  for (const Predicate& part : parts) all = both(all, holds(part));
  return all;
}

template <typename Holds>
Ternary for_any(const std::vector<Predicate>& parts, Holds holds) {
  Ternary any = Ternary::no;
  for (const Predicate& part : parts) any = either(any, holds(part));
  return any;
}

class Proof {
 public:
  Proof(const Relation& relation, const Schema& schema) : relation_(relation), schema_(schema) {}

  Ternary proves(const Predicate& known, const Predicate& wanted) const {
    const auto proves_part = [&](const Predicate& part) { return proves(known, part); };
    const auto part_proves = [&](const Predicate& part) { return proves(part, wanted); };
    if (wanted.kind == Kind::all) return for_every(wanted.parts, proves_part);
    // Each alternative must do, each for a part of its own.
    if (known.kind == Kind::any) return for_every(known.parts, part_proves);
    Ternary proven = Ternary::no;
    if (wanted.kind == Kind::any) proven = for_any(wanted.parts, proves_part);
    if (known.kind == Kind::all && proven != Ternary::yes) {
      proven = either(proven, for_any(known.parts, part_proves));
    }
    if (wanted.kind == Kind::any || known.kind == Kind::all) return proven;
    return atom_proves(known, wanted);
  }

 private:
  Ternary atom_proves(const Predicate& known, const Predicate& wanted) const {
    if (known.kind == Kind::uncertain || wanted.kind == Kind::uncertain) return Ternary::unknown;
    if (known.kind != wanted.kind) return Ternary::no;
    switch (known.kind) {
      case Kind::is_null:
      case Kind::is_not_null:
        return same_subject(known.subject, wanted.subject);
      case Kind::compare:
        return both(same_subject(known.subject, wanted.subject), comparison(known, wanted));
      default:
        return known.text == wanted.text ? Ternary::unknown : Ternary::no;
    }
  }

  Ternary comparison(const Predicate& known, const Predicate& wanted) const {
    const SchemaColumn* column = relation_.column(known.subject.text);
    const bool is_column = known.subject.kind == sql::Expression::Kind::column && column != nullptr;
    if (is_column && base_of(column->type, schema_).type.name == "bool") {
      return same_truth(known, wanted);
    }
    const std::string_view test = implications[strategy(known.text)][strategy(wanted.text)];
    if (test.empty()) return Ternary::no;
    if (!is_column) {
      const bool same = known.text == wanted.text && known.constant == wanted.constant;
      return same ? Ternary::yes : Ternary::unknown;
    }
    const auto order = compare(wanted.constant, known.constant, column->type, schema_);
    if (!order) return Ternary::unknown;
    return ternary(holds(*order, test));
  }

  // `b <> true` is `b = false`.
  static Ternary same_truth(const Predicate& known, const Predicate& wanted) {
    const auto truth = [](const Predicate& one) -> std::optional<bool> {
      const std::optional<bool> constant = boolean_of(one.constant.text);
      if (!constant || (one.text != "=" && one.text != "<>")) return std::nullopt;
      return (one.text == "=") == *constant;
    };
    const auto a = truth(known), b = truth(wanted);
    return a && b ? ternary(*a == *b) : Ternary::unknown;
  }

  const Relation& relation_;
  const Schema& schema_;
};

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

Ternary implies(const std::vector<Predicate>& known, const Predicate& wanted,
                const Relation& relation, const Schema& schema) {
  Predicate all{Kind::all};
  all.parts = known;
  return Proof(relation, schema).proves(all, wanted);
}

std::vector<Predicate> checked_predicates(const Relation& relation,
                                          const std::vector<std::string>& dropped) {
  std::vector<Predicate> conditions;
  for (const SchemaConstraint& constraint : relation.constraints) {
    const bool counts = constraint.check && constraint.valid && constraint.enforced;
    if (!counts || contains(dropped, constraint.name)) continue;
    conditions.push_back(predicate_of(*constraint.check));
  }
  return conditions;
}

Ternary never_null(const std::string& table, const std::string& column,
                   const std::vector<std::string>& dropped, const Schema& schema) {
  const Relation* relation = schema.relation(table);
  if (relation == nullptr) return Ternary::unknown;
  const SchemaColumn* known = relation->column(column);
  if (known != nullptr && known->not_null) return Ternary::yes;
  for (const SchemaConstraint& constraint : relation->constraints) {
    const bool primary = constraint.kind == sql::Constraint::Kind::primary_key;
    if (!primary || contains(dropped, constraint.name)) continue;
    if (contains(constraint.columns, column)) return Ternary::yes;
  }
  Predicate wanted{Kind::is_not_null};
  wanted.subject.kind = sql::Expression::Kind::column;
  wanted.subject.text = column;
  const Ternary proven = implies(checked_predicates(*relation, dropped), wanted, *relation, schema);
  const bool complete = relation->complete && relation->certain;
  return proven == Ternary::no && !complete ? Ternary::unknown : proven;
}

}  // namespace migcheck
