#include "facts/type_change.h"

#include <algorithm>
#include <array>

#include "facts/builtin_functions.h"
#include "facts/stored_type.h"
#include "facts/volatility.h"

namespace migcheck {

namespace {

using sql::Expression;
using Kind = Expression::Kind;

// Whether a zone never had an offset: then timestamp and timestamptz hold the same values.
// Source: TimestampTimestampTzRequiresRewrite in src/backend/utils/adt/timestamp.c.
Ternary has_no_offset(const std::optional<std::string>& zone) {
  static constexpr std::array<std::string_view, 20> none = {
      "utc",       "gmt",       "etc/utc",       "etc/gmt",       "etc/gmt0",
      "etc/gmt+0", "etc/gmt-0", "gmt0",          "gmt+0",         "gmt-0",
      "universal", "zulu",      "etc/universal", "etc/zulu",      "uct",
      "etc/uct",   "0",         "greenwich",     "etc/greenwich", "z"};
  if (!zone) return Ternary::unknown;
  if (std::find(none.begin(), none.end(), *zone) != none.end()) return Ternary::yes;
  const bool is_place = zone->find('/') != std::string::npos && !zone->starts_with("etc/");
  return is_place ? Ternary::no : Ternary::unknown;
}

// An expression over the column while it is converted, step by step.
struct Value {
  sql::TypeName written;  // its type
  StoredType type;
  Modifier modifier;
  Ternary untouched = Ternary::yes;  // it is still the stored value
  Ternary possible = Ternary::yes;
  bool opaque = false;  // its type is not known
};

class Conversion {
 public:
  Conversion(const TypeChange& change, const Schema& schema) : change_(change), schema_(schema) {}

  // The column itself. The column of a domain has no modifiers of its own.
  Value column() const {
    Value value;
    if (change_.column == nullptr) {
      value.possible = value.untouched = Ternary::unknown;
      value.opaque = true;
      return value;
    }
    value.written = change_.column->type;
    value.type = stored_type(value.written, schema_);
    if (!value.type.is_domain()) value.modifier = modifier_of(value.written);
    if (!value.type.known()) value.untouched = Ternary::unknown;
    return value;
  }

  Value coerced(Value value, const sql::TypeName& to, CastContext context) const {
    if (value.opaque) return value;
    const StoredType target = stored_type(to, schema_);
    const bool same = value.type == target;
    if (!same) value = along_path(std::move(value), to, target, context);
    if (same && target.is_domain()) return value;
    if (target.is_domain()) return into_domain(std::move(value), to);
    return with_modifier(std::move(value), to, modifier_of(to));
  }

  // What USING makes of the column.
  Value value_of(const Expression& with) const {
    switch (with.kind) {
      case Kind::column:
        if (with.text == change_.name) return column();
        return computed(Ternary::no);
      case Kind::cast:
        return coerced(value_of(with.arguments.front()), *with.type, CastContext::explicit_);
      case Kind::compound:
        if (with.text != "collate") return computed(Ternary::unknown);
        return value_of(with.arguments.front());
      case Kind::constant:
      case Kind::null:
      case Kind::special:
      case Kind::is_null:
      case Kind::is_not_null:
      case Kind::in_list:
        return computed(Ternary::no);
      case Kind::operation:
        return computed(is_builtin_operator(with.text) || with.text == "nullif" ? Ternary::no
                                                                                : Ternary::unknown);
      case Kind::function:
        return called(with);
      default:
        return computed(Ternary::unknown);
    }
  }

 private:
  // Of a type that is not looked into.
  static Value computed(Ternary untouched) {
    Value value;
    value.untouched = untouched;
    value.possible = Ternary::unknown;
    value.opaque = true;
    return value;
  }

  // The planner may put the body of the user's function in the place of the call; the name of a
  // type is a cast.
  Value called(const Expression& call) const {
    const bool certain = call.name.schema.empty() && is_builtin_function(call.name.name) &&
                         !is_builtin_type(call.name.name) && forms_of(call.name, schema_).empty();
    return computed(certain ? Ternary::no : Ternary::unknown);
  }

  Value along_path(Value value, const sql::TypeName& to, const StoredType& target,
                   CastContext context) const {
    const CastPath path = cast_path(value.type, target, context, schema_, change_.pg_version);
    switch (path) {
      case CastPath::relabel:
        break;
      case CastPath::none:
        value.possible = Ternary::no;
        break;
      case CastPath::unknown:
        value.possible = both(value.possible, Ternary::unknown);
        value.untouched = both(value.untouched, Ternary::unknown);
        break;
      default:
        value.untouched = both(value.untouched, after_function(value, target, path));
    }
    // A domain takes over the modifier that the value had, whatever its type was.
    const bool keeps = path == CastPath::relabel && target.is_domain();
    if (!keeps) value.modifier.reset();
    value.written = to;
    value.type = target;
    return value;
  }

  Ternary after_function(const Value& value, const StoredType& target, CastPath path) const {
    if (path != CastPath::function) return Ternary::no;
    const StoredType base = base_of(plain(target), schema_).type;
    const StoredType from = base_of(value.written, schema_).type;
    const bool between_timestamps = (from.name == "timestamp" && base.name == "timestamptz") ||
                                    (from.name == "timestamptz" && base.name == "timestamp");
    return between_timestamps ? has_no_offset(change_.time_zone) : Ternary::no;
  }

  static sql::TypeName plain(const StoredType& type) {
    const sql::Name name = type.builtin ? sql::Name{{}, type.name} : unqualified(type.name);
    return {name, {}, type.array ? 1 : 0};
  }

  Value into_domain(Value value, const sql::TypeName& domain) const {
    const BaseType base = base_of(domain, schema_);
    value = with_modifier(std::move(value), base.written, modifier_of(base.written));
    value.untouched = both(value.untouched, opposite(base.constrained));
    value.written = domain;
    value.modifier.reset();
    return value;
  }

  static Value with_modifier(Value value, const sql::TypeName& to, const Modifier& wanted) {
    if (!wanted) value.modifier.reset();
    if (wanted == value.modifier) return value;
    const bool fitting = to.array_dimensions == 0 && fits(to.name.name, value.modifier, wanted);
    if (!fitting) value.untouched = Ternary::no;
    value.modifier = wanted;
    return value;
  }

  const TypeChange& change_;
  const Schema& schema_;
};

// The collation of a column that says none: of the types that have one it is the database's, and
// "C" for name.
std::string collation_of(const std::string& written, const StoredType& type) {
  if (!written.empty() && written != "default") return written;
  return type.name == "name" ? "C" : "";
}

bool contains(const std::vector<std::string>& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

// Whether an index keeps its operators, and with them its order.
Ternary keeps_order(const TypeChange& change, const Schema& schema) {
  if (change.column == nullptr) return Ternary::unknown;
  const StoredType from = stored_type(change.column->type, schema);
  const StoredType to = stored_type(change.to, schema);
  const StoredType old_base = base_of(change.column->type, schema).type;
  const StoredType new_base = base_of(change.to, schema).type;
  if (collation_of(change.column->collation, old_base) !=
      collation_of(change.collation, new_base)) {
    return Ternary::no;
  }
  if (from == to) return Ternary::yes;
  const std::string_view old_class = operator_class(old_base);
  const std::string_view new_class = operator_class(new_base);
  if (old_class.empty() || new_class.empty()) return Ternary::unknown;
  // Of a class for many types, another type is another order.
  static constexpr std::array<std::string_view, 4> polymorphic = {"array_ops", "enum_ops",
                                                                  "range_ops", "multirange_ops"};
  const bool many =
      std::find(polymorphic.begin(), polymorphic.end(), old_class) != polymorphic.end();
  return ternary(old_class == new_class && !many);
}

// Neither operators nor a collation are written for the column; nothing is known of other methods.
bool has_plain_keys(const SchemaIndex& index, const std::string& column) {
  const auto plain = [&](const sql::IndexKey& key) {
    return key.column != column || (key.operator_class.empty() && key.collation.empty());
  };
  return (index.method.empty() || index.method == "btree") && index.valid &&
         std::all_of(index.keys.begin(), index.keys.end(), plain);
}

}  // namespace

TypeChangeEffects effects_of(const TypeChange& change, const Schema& schema) {
  const Conversion conversion(change, schema);
  const Value before =
      change.with != nullptr ? conversion.value_of(*change.with) : conversion.column();
  const Value after = conversion.coerced(before, change.to, CastContext::assignment);
  TypeChangeEffects effects{after.possible, opposite(after.untouched)};
  if (effects.possible == Ternary::no) effects.rewrite = Ternary::unknown;
  return effects;
}

Ternary rebuilds(const TypeChange& change, const TypeChangeEffects& effects,
                 const SchemaIndex& index, const Schema& schema) {
  if (effects.rewrite != Ternary::no) return effects.rewrite;
  const bool opaque = index.partial || contains(index.columns, "");
  if (!contains(index.columns, change.name)) return opaque ? Ternary::unknown : Ternary::no;
  if (opaque) return Ternary::yes;
  const Ternary same = keeps_order(change, schema);
  if (has_plain_keys(index, change.name)) return opposite(same);
  return same == Ternary::yes ? Ternary::no : Ternary::unknown;
}

Ternary rechecks(const TypeChange& change, const TypeChangeEffects& effects,
                 const SchemaConstraint& constraint, const Schema& schema) {
  if (effects.rewrite != Ternary::no) return effects.rewrite;
  if (!constraint.valid) return Ternary::no;
  if (constraint.check) return ternary(mentions(*constraint.check, change.name));
  if (constraint.kind != sql::Constraint::Kind::foreign_key) return Ternary::no;
  if (!contains(constraint.columns, change.name)) return Ternary::no;
  return keeps_order(change, schema) == Ternary::yes ? Ternary::no : Ternary::unknown;
}

}  // namespace migcheck
