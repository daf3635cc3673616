#include <utility>

#include "core/text.h"
#include "sql/parse.h"
#include "support/catalog_reader.h"

namespace migcheck::catalog {

void Reader::read_domain_constraints() {
  const std::string query =
      std::string(
          "SELECT n.nspname || '.' || typname, conname, pg_get_expr(conbin, 0), "
          "convalidated, obj_description(con.oid, 'pg_constraint') FROM pg_type o JOIN "
          "pg_namespace n ON n.oid = typnamespace JOIN pg_constraint con ON contypid = "
          "o.oid WHERE contype = 'c' AND ") +
      own + " ORDER BY con.oid";
  for (const Row& row : connection.query(query)) {
    SchemaConstraint c;
    c.name = row[1];
    c.check = expression_of(row[2]);
    c.valid = row[3] == "t";
    c.comment = row[4];
    types.edit(row[0]).constraints.push_back(c);
  }
}

void Reader::read_types() {
  const std::string query =
      std::string(
          "SELECT n.nspname || '.' || typname, typtype, (SELECT string_agg(enumlabel, '|' "
          "ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = o.oid), CASE typtype WHEN "
          "'d' THEN format_type(typbasetype, typtypmod) WHEN 'r' THEN (SELECT "
          "format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = o.oid) END, "
          "typnotnull, typdefault, CASE WHEN typtype = 'd' AND typcollation <> (SELECT "
          "b.typcollation FROM pg_type b WHERE b.oid = o.typbasetype) THEN (SELECT collname "
          "FROM pg_collation c WHERE c.oid = typcollation) END, ") +
      comment_of("pg_type") + ", " + acl_of("typacl", "typowner") +
      " FROM pg_type o JOIN pg_namespace n ON n.oid = typnamespace WHERE (typtype IN ('e','d','r') "
      "OR typtype = 'c' AND EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind "
      "= 'c')) AND " +
      own;
  for (const Row& row : connection.query(query)) {
    SchemaType t;
    t.name = row[0];
    t.kind = row[1] == "e"   ? SchemaType::Kind::enumeration
             : row[1] == "d" ? SchemaType::Kind::domain
             : row[1] == "r" ? SchemaType::Kind::range
                             : SchemaType::Kind::composite;
    t.labels = list_of(row[2]);
    if (row[1] == "d") t.base = type_of(row[3]);
    if (row[1] == "r")
      t.definition = "CREATE TYPE " + t.name + " AS RANGE (SUBTYPE = " + row[3] + ")";
    t.not_null = row[4] == "t";
    t.default_value = expression_of(row[5]);
    t.collation = row[6];
    t.comment = row[7];
    t.privileges = privileges_of(row[8]);
    types.put(t);
  }
}

void Reader::read_functions() {
  const std::string query =
      std::string(
          "SELECT n.nspname || '.' || proname, oidvectortypes(proargtypes), "
          "prokind, pg_get_functiondef(o.oid), format_type(prorettype, NULL), (SELECT "
          "string_agg(format_type(a, NULL), '|' ORDER BY i) FROM unnest(proargtypes) WITH "
          "ORDINALITY u(a, i)), array_to_string(proargnames, '|'), pronargdefaults, ") +
      comment_of("pg_proc") + ", " + acl_of("proacl", "proowner") +
      " FROM pg_proc o JOIN pg_namespace n ON n.oid = pronamespace WHERE prokind IN ('f','p') AND "
      "NOT EXISTS (SELECT FROM pg_depend i WHERE i.objid = o.oid AND i.deptype = 'i') AND " +
      own;
  for (const Row& row : connection.query(query)) {
    SchemaFunction f;
    f.name = row[0] + "(" + row[1] + ")";
    f.function = row[0];
    f.procedure = row[2] == "p";
    f.definition = strip_semicolon(replace_all(row[3], "CREATE OR REPLACE ", "CREATE "));
    if (!row[4].empty() && row[4] != "-") f.returns = type_of(row[4]);
    const std::vector<std::string> argument_types = list_of(row[5]);
    const std::vector<std::string> names = list_of(row[6]);
    const std::size_t defaults = std::stoul(row[7]);
    for (std::size_t i = 0; i < argument_types.size(); ++i) {
      sql::FunctionArgument argument;
      argument.type = type_of(argument_types[i]);
      if (i < names.size()) argument.name = names[i];
      if (i + defaults >= argument_types.size()) argument.default_value = sql::Expression{};
      f.arguments.push_back(argument);
    }
    f.comment = row[8];
    f.privileges = privileges_of(row[9]);
    functions.put(f);
  }
}

}  // namespace migcheck::catalog
