#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "postgres/reading.h"

namespace migcheck {

// What the catalogs say about tables that rows are to be made for. Oids are texts, attribute
// numbers are those of pg_attribute.
using Oid = std::string;

struct TypeShape {
  struct Field {
    Oid type;
    int modifier = -1;
  };

  std::string name;                 // without a schema: "int4", "mood"
  std::string sql;                  // "pg_catalog.int4", "public.mood"
  char kind = 'b';                  // pg_type.typtype: b, c, d, e, r, m
  bool is_builtin = false;          // of pg_catalog
  bool not_null = false;            // of a domain
  Oid element;                      // of an array
  Oid base;                         // of a domain
  int base_modifier = -1;           // likewise
  Oid subtype;                      // of a range
  Oid range;                        // of a multirange
  std::vector<std::string> labels;  // of an enum type, in order
  std::vector<std::string> checks;  // of a domain: "(VALUE > 0)"
  std::vector<Field> fields;        // of a composite type
};

struct ColumnShape {
  int number = 0;
  std::string name;  // as it is: not quoted
  Oid type;
  int modifier = -1;
  std::string type_sql;  // "character varying(20)"
  bool not_null = false;
  bool has_default = false;
  std::string generated;           // the expression of a generated column
  std::vector<std::string> texts;  // that it should have; empty: any
};

struct CheckShape {
  std::string name;        // "the check users_age_check", "the bounds of its partitions"
  std::string expression;  // "(age > 0)"
};

struct ForeignKeyShape {
  std::string name;
  std::vector<int> columns;
  Oid table;
  std::vector<int> referenced;
  bool match_full = false;
};

// A unique index, or one of an exclusion constraint.
struct UniqueShape {
  std::vector<int> columns;
  std::string expressions;  // "lower(email)"; empty: none
  bool nulls_equal = false;
};

struct TableShape {
  Oid oid;
  std::string name;  // "public.\"Orders\"": qualified, and quoted where it needs to be
  bool is_parted = false;
  bool is_wanted = false;   // asked for, not only referenced
  bool is_allowed = false;  // the session's role may read it and insert into it
  std::vector<ColumnShape> columns;
  std::vector<CheckShape> checks;  // of which one is the partition bound
  std::vector<ForeignKeyShape> foreign_keys;
  std::vector<UniqueShape> uniques;

  const ColumnShape* column(int number) const;
};

// A deferrable constraint of any table of the database.
struct DeferrableShape {
  std::string name;          // qualified, and quoted
  bool is_deferred = false;  // INITIALLY DEFERRED
};

struct Shapes {
  std::vector<TableShape> tables;  // by name
  std::map<Oid, TypeShape> types;
  std::vector<DeferrableShape> deferrables;

  // A domain's base type, its base's base type, …; other types are their own. The modifier is that
  // of the column, or of the innermost domain that has one.
  struct Base {
    const TypeShape* type;
    int modifier;
  };
  Base base_of(const Oid& type, int modifier) const;
};

// Reads the shapes of these tables (names as SQL writes them, or oids as digits), and of those that
// their foreign keys lead to. Left out: what is no ordinary or partitioned table, or is not there,
// the system's tables, Alembic's alembic_version. One query. Error when the session has failed.
Shapes read_shapes(Connection& connection, const std::vector<std::string>& tables, Within within);

// Parses what the query returns.
Shapes parse_shapes(const std::string& json);

}  // namespace migcheck
