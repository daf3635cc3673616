#include <utility>

#include "core/text.h"
#include "sql/parse.h"
#include "support/catalog_reader.h"

namespace migcheck::catalog {

void Reader::read_objects() {
  struct Kind {
    sql::ObjectKind kind;
    std::string query;  // name, definition, comment, acl
  };
  using K = sql::ObjectKind;
  const std::string in = " JOIN pg_namespace n ON n.oid = ";
  const Kind kinds[] = {
      {K::schema, "SELECT n.nspname, 'CREATE SCHEMA ' || quote_ident(n.nspname), " +
                      comment_of("pg_namespace") + ", " + acl_of("n.nspacl", "n.nspowner") +
                      " FROM pg_namespace n JOIN pg_namespace o ON o.oid = n.oid WHERE " + own},
      {K::extension,
       "SELECT extname, 'CREATE EXTENSION ' || quote_ident(extname) || ' WITH SCHEMA ' "
       "|| quote_ident(nspname), '', '-' FROM pg_extension o" +
           in + "extnamespace WHERE o.oid >= 16384"},
      {K::collation,
       "SELECT nspname || '.' || collname, format('CREATE COLLATION %I.%I (PROVIDER = "
       "libc, LC_COLLATE = %L, LC_CTYPE = %L)', nspname, collname, collcollate, "
       "collctype), " +
           comment_of("pg_collation") + ", '-' FROM pg_collation o" + in +
           "collnamespace WHERE o.oid >= 16384 AND " + own},
      {K::operator_,
       "SELECT nspname || '.' || oprname, format('CREATE OPERATOR %I.%s (FUNCTION = %s, "
       "LEFTARG = %s, RIGHTARG = %s)', nspname, oprname, oprcode::text, "
       "format_type(oprleft, NULL), format_type(oprright, NULL)), " +
           comment_of("pg_operator") + ", '-' FROM pg_operator o" + in +
           "oprnamespace WHERE o.oid >= 16384 AND " + own},
      {K::function,
       "SELECT nspname || '.' || proname || '(' || pg_get_function_arguments(o.oid) || "
       "')', format('CREATE AGGREGATE %I.%I(%s) (SFUNC = %s, STYPE = %s)', nspname, "
       "proname, pg_get_function_arguments(o.oid), aggtransfn, "
       "format_type(aggtranstype, NULL)), " +
           comment_of("pg_proc") + ", '-' FROM pg_proc o" + in +
           "pronamespace JOIN pg_aggregate ON aggfnoid = o.oid WHERE prokind = 'a' AND " + own},
      {K::cast,
       "SELECT format_type(castsource, NULL) || ' as ' || format_type(casttarget, NULL), "
       "format('CREATE CAST (%s AS %s) WITH FUNCTION %s', format_type(castsource, NULL), "
       "format_type(casttarget, NULL), castfunc::regprocedure), '', '-' FROM pg_cast o WHERE "
       "o.oid >= 16384 AND castfunc <> 0 AND NOT EXISTS (SELECT FROM pg_depend e WHERE "
       "e.objid = o.oid AND e.deptype IN ('e','i'))"},
  };
  for (const Kind& kind : kinds) {
    for (const Row& row : connection.query(kind.query)) {
      DefinedObject object;
      object.kind = kind.kind;
      object.object = row[0];
      object.name = object_key(kind.kind, row[0]);
      object.definition = row[1];
      object.comment = row[2];
      object.privileges = privileges_of(row[3]);
      objects.put(object);
    }
  }
}

void Reader::read_parts() {
  struct Kind {
    sql::ObjectKind kind;
    std::string query;  // table, name, definition, state, comment
  };
  using K = sql::ObjectKind;
  const std::string table = "SELECT n.nspname || '.' || o.relname, ";
  const std::string of = " FROM pg_class o JOIN pg_namespace n ON n.oid = o.relnamespace JOIN ";
  const Kind kinds[] = {
      {K::trigger, table +
                       "tgname, pg_get_triggerdef(x.oid), tgenabled, obj_description(x.oid, "
                       "'pg_trigger')" +
                       of +
                       "pg_trigger x ON tgrelid = o.oid WHERE NOT "
                       "tgisinternal AND " +
                       own},
      {K::rule, table +
                    "rulename, pg_get_ruledef(x.oid), ev_enabled, obj_description(x.oid, "
                    "'pg_rewrite')" +
                    of +
                    "pg_rewrite x ON ev_class = o.oid WHERE rulename <> "
                    "'_RETURN' AND " +
                    own},
      {K::policy, table +
                      "polname, format('CREATE POLICY %I ON %I.%I AS %s FOR %s TO %s%s%s', "
                      "polname, n.nspname, o.relname, CASE WHEN polpermissive THEN 'PERMISSIVE' "
                      "ELSE 'RESTRICTIVE' END, CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN "
                      "'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE' ELSE 'ALL' END, "
                      "(SELECT string_agg(CASE r WHEN 0 THEN 'PUBLIC' ELSE "
                      "quote_ident(pg_get_userbyid(r)) END, ', ') FROM unnest(polroles) r), ' "
                      "USING (' || pg_get_expr(polqual, polrelid) || ')', ' WITH CHECK (' || "
                      "pg_get_expr(polwithcheck, polrelid) || ')'), '', obj_description(x.oid, "
                      "'pg_policy')" +
                      of + "pg_policy x ON polrelid = o.oid WHERE " + own},
      {K::statistics, table +
                          "stxname, pg_get_statisticsobjdef(x.oid), '', obj_description(x.oid, "
                          "'pg_statistic_ext')" +
                          of + "pg_statistic_ext x ON stxrelid = o.oid WHERE " + own},
  };
  for (const Kind& kind : kinds) {
    for (const Row& row : connection.query(kind.query)) {
      DefinedObject object;
      object.kind = kind.kind;
      object.table = row[0];
      object.object = row[1];
      object.name = object_key(kind.kind, row[1], row[0]);
      object.definition = strip_semicolon(row[2]);
      object.state = row[3];
      object.comment = row[4];
      objects.put(object);
    }
  }
}

}  // namespace migcheck::catalog
