#include "facts/stored_type.h"

#include <algorithm>
#include <array>

#include "facts/builtin_functions.h"
#include "facts/builtin_tables.h"

namespace migcheck {

namespace {

std::optional<int> number(const sql::TypeName& type, std::size_t index) {
  if (index >= type.modifiers.size()) return std::nullopt;
  const std::string& text = type.modifiers[index];
  if (text.empty() || text.size() > 8 ||
      text.find_first_not_of("-0123456789") != std::string::npos) {
    return std::nullopt;
  }
  return std::stoi(text);
}

bool is_time(const std::string& type) {
  return type == "time" || type == "timetz" || type == "timestamp" || type == "timestamptz";
}

constexpr int all_fields = 32767;
constexpr int full_precision = 65535;
constexpr int most_precision = 6;

// The bits are those of the MASK macros in src/include/utils/datetime.h: month 1, year 2, day 3,
// hour 10, minute 11, second 12.
int fields_mask(const std::string& fields) {
  static constexpr std::array<std::pair<std::string_view, int>, 6> bits = {
      {{"year", 2}, {"month", 1}, {"day", 3}, {"hour", 10}, {"minute", 11}, {"second", 12}}};
  if (fields.empty()) return all_fields;
  int mask = 0;
  bool within = false;
  for (const auto& [field, bit] : bits) {
    within = within || fields.starts_with(field);
    if (within) mask |= 1 << bit;
    if (fields.ends_with(field)) break;
  }
  return mask;
}

int least_field(int fields) {
  if (fields == all_fields || (fields & (1 << 12)) != 0) return 0;
  if ((fields & (1 << 11)) != 0) return 1;
  if ((fields & (1 << 10)) != 0) return 2;
  if ((fields & (1 << 3)) != 0) return 3;
  return (fields & (1 << 1)) != 0 ? 4 : 5;
}

bool interval_fits(const Modifier& from, const Modifier& to) {
  const auto old_limits = from.value_or(std::pair(all_fields, full_precision));
  const int old_least = least_field(old_limits.first);
  if (least_field(to->first) > old_least) return false;
  return old_least > 0 || to->second >= most_precision || to->second >= old_limits.second;
}

const builtin::Type* builtin_type(std::string_view name) {
  const auto at = std::find_if(builtin::types.begin(), builtin::types.end(),
                               [&](const builtin::Type& type) { return type.name == name; });
  return at == builtin::types.end() ? nullptr : &*at;
}

// Source: pg_type.typcategory, which is 'S' for "char" too before PostgreSQL 15.
bool is_string(const StoredType& type, int pg_version) {
  if (type.array || !type.builtin) return false;
  if (type.name == "char") return pg_version < 15;
  return builtin_type(type.name)->category == 'S';
}

const builtin::Cast* listed_cast(const StoredType& from, const StoredType& to, int pg_version) {
  if (from.array || to.array || !from.builtin || !to.builtin) return nullptr;
  for (const builtin::Cast& cast : builtin::casts) {
    if (cast.source != from.name || cast.target != to.name) continue;
    if (pg_version < cast.first_major) continue;
    if (cast.last_major == 0 || pg_version <= cast.last_major) return &cast;
  }
  return nullptr;
}

StoredType without_domains(const StoredType& type, const Schema& schema) {
  if (!type.is_domain()) return type;
  return base_of(type.own->base, schema).type;
}

StoredType element_of(StoredType type, const Schema& schema) {
  type.array = false;
  return without_domains(type, schema);
}

}  // namespace

StoredType stored_type(const sql::TypeName& written, const Schema& schema) {
  StoredType type;
  type.array = written.array_dimensions > 0;
  type.own = schema.type(schema.resolve_type(written.name));
  type.builtin = written.name.schema.empty() && builtin_type(written.name.name) != nullptr;
  if (type.builtin) type.own = nullptr;
  type.name = type.builtin ? written.name.name : schema.resolve_type(written.name);
  return type;
}

BaseType base_of(const sql::TypeName& written, const Schema& schema) {
  BaseType base{stored_type(written, schema), written};
  for (int depth = 0; base.type.is_domain() && depth < 100; ++depth) {
    if (base.type.own->constrained) base.constrained = Ternary::yes;
    base.written = sql::TypeName(base.type.own->base);
    base.type = stored_type(base.written, schema);
  }
  if (!base.type.known() && base.constrained == Ternary::no) base.constrained = Ternary::unknown;
  return base;
}

Modifier modifier_of(const sql::TypeName& type) {
  const std::optional<int> first = number(type, 0);
  const std::string& name = type.name.name;
  if (name == "interval") {
    if (!first && type.interval_fields.empty()) return std::nullopt;
    return std::pair(fields_mask(type.interval_fields),
                     first ? std::min(*first, most_precision) : full_precision);
  }
  if (!first) return std::nullopt;
  if (is_time(name)) return std::pair(std::min(*first, most_precision), 0);
  return std::pair(*first, number(type, 1).value_or(0));
}

bool fits(const std::string& type, const Modifier& from, const Modifier& to) {
  if (!to || from == to) return true;
  if (type == "interval") return interval_fits(from, to);
  if (is_time(type)) return to->first == most_precision || (from && to->first >= from->first);
  if (type == "numeric") return from && from->second == to->second && to->first >= from->first;
  if (type == "varchar" || type == "varbit") return from && to->first >= from->first;
  return false;
}

CastPath cast_path(const StoredType& from, const StoredType& to, CastContext context,
                   const Schema& schema, int pg_version) {
  const StoredType source = without_domains(from, schema);
  const StoredType target = without_domains(to, schema);
  if (!source.known() || !target.known()) return CastPath::unknown;
  if (source == target) return CastPath::relabel;
  const bool is_explicit = context == CastContext::explicit_;
  const builtin::Cast* cast = listed_cast(source, target, pg_version);
  if (cast != nullptr) {
    if (cast->context == 'e' && !is_explicit) return CastPath::none;
    if (cast->method == 'i') return CastPath::text;
    return cast->method == 'b' ? CastPath::relabel : CastPath::function;
  }
  if (source.array && target.array) {
    const CastPath element = cast_path(element_of(source, schema), element_of(target, schema),
                                       context, schema, pg_version);
    if (element == CastPath::unknown) return CastPath::unknown;
    if (element != CastPath::none) return CastPath::array;
  }
  if (is_string(target, pg_version)) return CastPath::text;
  if (is_explicit && is_string(source, pg_version)) return CastPath::text;
  // CREATE CAST may have made one.
  return source.own != nullptr || target.own != nullptr ? CastPath::unknown : CastPath::none;
}

std::string_view operator_class(const StoredType& type) {
  if (type.array) return type.known() ? "array_ops" : "";
  if (type.builtin) return builtin_type(type.name)->operator_class;
  if (type.own == nullptr) return {};
  switch (type.own->kind) {
    case SchemaType::Kind::enumeration:
      return "enum_ops";
    case SchemaType::Kind::composite:
      return "record_ops";
    case SchemaType::Kind::range:
      return "range_ops";
    default:
      return {};
  }
}

}  // namespace migcheck
