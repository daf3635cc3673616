#pragma once

// Internal to facts/: types as the server stores them, and the casts between them.

#include <optional>
#include <string>

#include "core/ternary.h"
#include "schema/schema.h"
#include "sql/name.h"

namespace migcheck {

// A type without its modifiers. A domain stays a domain.
struct StoredType {
  std::string name;  // of a built-in type without a schema, else with it; of an array the element's
  bool array = false;
  bool builtin = false;
  const SchemaType* own = nullptr;  // of the user, as far as the schema knows it

  bool known() const { return builtin || own != nullptr; }
  bool is_domain() const {
    return !array && own != nullptr && own->kind == SchemaType::Kind::domain;
  }
  bool operator==(const StoredType& other) const {
    return name == other.name && array == other.array;
  }
};

StoredType stored_type(const sql::TypeName& written, const Schema& schema);

// What is below a domain, and below the domains that it is made of.
struct BaseType {
  StoredType type;
  sql::TypeName written;              // with the modifiers of the lowest domain
  Ternary constrained = Ternary::no;  // by any of the domains
};
BaseType base_of(const sql::TypeName& written, const Schema& schema);

// The modifiers as one value, so that equal ones are equal: numeric(5) is numeric(5,0). Nothing
// where there are none.
// Source: the typmodin functions of the types.
using Modifier = std::optional<std::pair<int, int>>;
Modifier modifier_of(const sql::TypeName& type);

// Whether a value of a modifier (none: of any length) already fits another one of the same type, so
// that PostgreSQL leaves the conversion out.
// Source: numeric_support, varchar_support, varbit_support, interval_support, TemporalSimplify.
bool fits(const std::string& type, const Modifier& from, const Modifier& to);

enum class CastContext { assignment, explicit_ };

// How a cast is done: nothing to do but the name, a function, element by element, through text.
enum class CastPath { none, relabel, function, array, text, unknown };

// Source: find_coercion_pathway in src/backend/parser/parse_coerce.c.
CastPath cast_path(const StoredType& from, const StoredType& to, CastContext context,
                   const Schema& schema, int pg_version);

// The operator class of a btree index on the type; empty where there is none or it is not known.
std::string_view operator_class(const StoredType& type);

}  // namespace migcheck
