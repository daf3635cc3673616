#include <array>
#include <string>
#include <utility>
#include <vector>

#include "core/text.h"
#include "postgres/snapshot.h"

namespace migcheck {

namespace {

// A property of an object, as SQL; `$acl(…)` and the like are expanded by expand().
struct Property {
  const char* name;
  const char* value;
  int since = 0;  // the major version that has the column
};

// One kind of object: what to select from where.
struct Part {
  const char* kind;      // SQL
  const char* name;      // SQL
  const char* parent;    // SQL
  const char* position;  // SQL
  std::vector<Property> properties;
  const char* from;
};

// Objects that initdb makes have lower numbers. Source: FirstNormalObjectId, access/transam.h.
constexpr const char* kCommon = R"(
ns AS MATERIALIZED (
  SELECT n.oid, quote_ident(nspname) AS name, nspname, nspowner, nspacl FROM pg_namespace n
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND $own(pg_namespace, n.oid)),
rel AS MATERIALIZED (
  SELECT c.*, ns.name || '.' || quote_ident(relname) AS name,
    CASE relkind WHEN 'f' THEN 'foreign table' WHEN 'v' THEN 'view' WHEN 'S' THEN 'sequence'
      WHEN 'm' THEN 'materialized view' WHEN 'c' THEN 'composite type' ELSE 'table' END AS label
  FROM pg_class c JOIN ns ON ns.oid = relnamespace
  WHERE c.oid >= 16384 AND relkind IN ('r','p','f','v','m','S','c')
    AND relname <> 'alembic_version' AND $own(pg_class, c.oid))";

// What the session's transaction holds more than a lock for reading or writing rows on; for an
// index, its table. Source: PostgreSQL, "Explicit Locking".
constexpr const char* kLocked = R"(
locked(oid) AS MATERIALIZED (
  SELECT COALESCE(indrelid, relation) FROM pg_locks LEFT JOIN pg_index ON indexrelid = relation
  WHERE pid = pg_backend_pid() AND locktype = 'relation'
    AND mode NOT IN ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')),)";

// Every kind of object that a snapshot has.
const std::vector<Part>& parts() {
  static const std::vector<Part> table = {
      {"'schema'",
       "name",
       "''",
       "0",
       {{"owner", "$owner(nspowner)"},
        {"privileges", "$acl(nspacl, n, nspowner)"},
        {"comment", "$comment(pg_namespace, oid)"}},
       "ns"},
      {"label",
       "name",
       "''",
       "0",
       {{"owner", "$owner(relowner)"},
        {"persistence",
         "CASE relpersistence WHEN 'u' THEN "
         "'unlogged' ELSE 'permanent' END"},
        {"partitioned by", "CASE relkind WHEN 'p' THEN pg_get_partkeydef(oid) END"},
        {"partition bound", "pg_get_expr(relpartbound, oid)"},
        {"inherits",
         "(SELECT string_agg(inhparent::regclass::text, ', ' ORDER BY inhseqno) FROM "
         "pg_inherits WHERE inhrelid = rel.oid)"},
        {"row security",
         "CASE WHEN relforcerowsecurity THEN 'forced' WHEN relrowsecurity THEN "
         "'on' ELSE 'off' END"},
        {"replica identity",
         "CASE relreplident WHEN 'f' THEN 'full' WHEN 'n' THEN 'nothing' WHEN 'i' THEN 'an index' "
         "END"},
        {"options", "$sorted(reloptions)"},
        {"toast options",
         "(SELECT $sorted(toast.reloptions) FROM pg_class toast WHERE toast.oid = "
         "rel.reltoastrelid)"},
        {"of type", "NULLIF(reloftype, 0)::regtype"},
        {"populated", "CASE WHEN relkind = 'm' AND NOT relispopulated THEN 'no' END"},
        {"server",
         "(SELECT concat_ws(' ', srvname, ftoptions) FROM pg_foreign_table JOIN "
         "pg_foreign_server s ON s.oid = ftserver WHERE ftrelid = rel.oid)"},
        {"access method", "(SELECT amname FROM pg_am WHERE pg_am.oid = relam)"},
        {"definition", "CASE WHEN relkind IN ('v','m') THEN pg_get_viewdef(oid) END"},
        {"privileges", "$acl(relacl, r, relowner)"},
        {"comment", "$comment(pg_class, oid)"}},
       "rel WHERE relkind IN ('r','p','f','v','m')"},
      {"CASE relkind WHEN 'c' THEN 'attribute' ELSE 'column' END",
       "rel.name || '.' || quote_ident(attname)",
       "label || ' ' || rel.name",
       "attnum",
       {{"type", "format_type(atttypid, atttypmod)"},
        {"nullable", "CASE WHEN attnotnull THEN 'no' ELSE 'yes' END"},
        {"not null constraint",
         "(SELECT concat_ws(', ', CASE WHEN NOT convalidated THEN 'not valid' END, CASE WHEN "
         "connoinherit THEN 'no inherit' END) FROM pg_constraint WHERE conrelid = attrelid AND "
         "contype = 'n' AND conkey[1] = attnum)",
         18},
        {"default", "CASE attgenerated WHEN '' THEN pg_get_expr(adbin, adrelid) END"},
        {"generated",
         "CASE WHEN attgenerated <> '' THEN pg_get_expr(adbin, adrelid) || CASE "
         "attgenerated WHEN 's' THEN ' stored' ELSE ' virtual' END END"},
        {"identity", "CASE attidentity WHEN 'a' THEN 'always' WHEN 'd' THEN 'by default' END"},
        {"collation", "CASE WHEN attcollation <> typcollation THEN $collation(attcollation) END"},
        {"storage",
         "CASE WHEN attstorage <> typstorage THEN CASE attstorage WHEN 'p' THEN 'plain' WHEN 'e' "
         "THEN "
         "'external' WHEN 'm' THEN 'main' ELSE 'extended' END END"},
        {"compression", "CASE attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' END", 14},
        {"statistics target", "CASE WHEN attstattarget >= 0 THEN attstattarget::text END"},
        {"options", "$sorted(attoptions)"},
        {"inherited", "$inherited(attinhcount, attislocal)"},
        {"privileges", "$sorted(attacl)"},
        {"comment",
         "(SELECT description FROM pg_description WHERE classoid = "
         "'pg_class'::regclass AND objoid = attrelid AND objsubid = attnum)"}},
       "rel JOIN pg_attribute ON attrelid = rel.oid AND attnum > 0 AND NOT attisdropped JOIN "
       "pg_type ON pg_type.oid = atttypid LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = "
       "attnum WHERE relkind <> 'S'"},
      {"'sequence'",
       "name",
       "(SELECT 'column ' || refobjid::regclass || '.' || quote_ident(attname) FROM pg_depend JOIN "
       "pg_attribute ON attrelid = refobjid AND attnum = refobjsubid WHERE classid = "
       "'pg_class'::regclass AND objid = rel.oid AND refclassid = 'pg_class'::regclass AND deptype "
       "IN ('a','i'))",
       "0",
       {{"owner", "$owner(relowner)"},
        {"type", "format_type(seqtypid, NULL)"},
        {"start", "seqstart"},
        {"increment", "seqincrement"},
        {"minimum", "seqmin"},
        {"maximum", "seqmax"},
        {"cache", "seqcache"},
        {"cycle", "CASE WHEN seqcycle THEN 'yes' ELSE 'no' END"},
        {"persistence", "CASE relpersistence WHEN 'u' THEN 'unlogged' ELSE 'permanent' END"},
        {"privileges", "$acl(relacl, s, relowner)"},
        {"comment", "$comment(pg_class, oid)"}},
       "rel JOIN pg_sequence ON seqrelid = rel.oid"},
      {"CASE contype WHEN 'c' THEN 'check constraint' WHEN 'f' THEN 'foreign key' WHEN 'p' THEN "
       "'primary key' WHEN 'u' THEN 'unique constraint' ELSE 'exclusion constraint' END",
       "name || '.' || quote_ident(conname)",
       "label || ' ' || name",
       "0",
       {{"definition", "pg_get_constraintdef(con.oid)"},
        {"inherited", "$inherited(coninhcount, conislocal)"},
        {"index options", "$sorted(i.reloptions)"},
        {"valid", "CASE WHEN NOT indisvalid THEN 'no' END"},
        {"clustered", "CASE WHEN indisclustered THEN 'yes' END"},
        {"replica identity", "CASE WHEN indisreplident THEN 'yes' END"},
        {"part of", "$whole(indexrelid)"},
        {"index comment", "$comment(pg_class, indexrelid)"},
        {"comment", "$comment(pg_constraint, con.oid)"}},
       "rel JOIN pg_constraint con ON conrelid = rel.oid LEFT JOIN pg_index ON indexrelid = "
       "conindid AND contype IN ('p','u','x') LEFT JOIN pg_class i ON i.oid = indexrelid WHERE "
       "contype IN ('c','f','p','u','x')"},
      {"'index'",
       "ns.name || '.' || quote_ident(i.relname)",
       "label || ' ' || rel.name",
       "0",
       {{"definition", "pg_get_indexdef(indexrelid)"},
        {"valid", "CASE WHEN indisvalid THEN 'yes' ELSE 'no' END"},
        {"clustered", "CASE WHEN indisclustered THEN 'yes' ELSE 'no' END"},
        {"replica identity", "CASE WHEN indisreplident THEN 'yes' ELSE 'no' END"},
        {"part of", "$whole(indexrelid)"},
        {"statistics targets",
         "(SELECT string_agg(attnum || ': ' || attstattarget, ', ' ORDER BY attnum) FROM "
         "pg_attribute WHERE attrelid = indexrelid AND attstattarget >= 0)"},
        {"comment", "$comment(pg_class, indexrelid)"}},
       "rel JOIN pg_index ON indrelid = rel.oid JOIN pg_class i ON i.oid = indexrelid JOIN ns ON "
       "ns.oid = i.relnamespace WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = "
       "indexrelid AND contype IN ('p','u','x'))"},
      {"CASE typtype WHEN 'e' THEN 'enum type' WHEN 'd' THEN 'domain' WHEN 'r' THEN 'range type' "
       "WHEN 'c' THEN 'composite type' ELSE 'type' END",
       "ns.name || '.' || quote_ident(typname)",
       "''",
       "0",
       {{"labels",
         "CASE typtype WHEN 'e' THEN (SELECT string_agg(quote_literal(enumlabel), ', ' "
         "ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid) END"},
        {"type",
         "CASE typtype WHEN 'd' THEN format_type(typbasetype, typtypmod) WHEN 'r' THEN "
         "(SELECT format_type(rngsubtype, NULL) FROM pg_range WHERE rngtypid = t.oid) END"},
        {"operator class",
         "(SELECT opcname FROM pg_range JOIN pg_opclass opc ON opc.oid = rngsubopc WHERE rngtypid "
         "= t.oid)"},
        {"functions",
         "(SELECT concat_ws(', ', NULLIF(rngcanonical, 0)::regproc, NULLIF(rngsubdiff, "
         "0)::regproc) FROM pg_range WHERE rngtypid = t.oid)"},
        {"multirange",
         "(SELECT format_type(rngmultitypid, NULL) FROM pg_range WHERE rngtypid = t.oid)", 14},
        {"nullable",
         "CASE typtype WHEN 'd' THEN CASE WHEN typnotnull THEN 'no' ELSE 'yes' END "
         "END"},
        {"default", "typdefault"},
        {"collation",
         "CASE WHEN typtype = 'd' AND typcollation <> (SELECT b.typcollation FROM "
         "pg_type b WHERE b.oid = t.typbasetype) THEN $collation(typcollation) END"},
        {"constraints",
         "(SELECT string_agg(quote_ident(conname) || ' ' || "
         "pg_get_constraintdef(oid), ', ' ORDER BY conname) FROM pg_constraint "
         "WHERE contypid = t.oid AND contype = 'c')"},
        {"comments of constraints",
         "(SELECT string_agg(quote_ident(conname) || ' ' || description, ', ' ORDER BY conname) "
         "FROM pg_constraint con JOIN pg_description ON classoid = 'pg_constraint'::regclass AND "
         "objoid = con.oid WHERE contypid = t.oid)"},
        {"owner", "$owner(typowner)"},
        {"privileges", "$acl(typacl, T, typowner)"},
        {"comment", "$comment(pg_type, t.oid)"}},
       "pg_type t JOIN ns ON ns.oid = typnamespace WHERE t.oid >= 16384 AND $own(pg_type, t.oid) "
       "AND (typtype IN ('e','d','r') OR typtype = 'p' AND NOT typisdefined OR typtype = 'c' AND "
       "EXISTS (SELECT FROM pg_class WHERE pg_class.oid = typrelid AND relkind = 'c'))"},
      {"CASE prokind WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'function' END",
       "name || '.' || quote_ident(proname) || '(' || pg_get_function_identity_arguments(p.oid) || "
       "')'",
       "''",
       "0",
       {{"definition",
         // Indentation and empty lines mean nothing, but in a language such as PL/Python.
         "CASE WHEN prokind <> 'a' AND (SELECT lanname IN ('sql', 'plpgsql') FROM pg_language l "
         "WHERE l.oid = prolang) THEN regexp_replace(pg_get_functiondef(p.oid), '\\s*\\n\\s*', "
         "chr(10), 'g') WHEN prokind <> 'a' THEN pg_get_functiondef(p.oid) ELSE (SELECT "
         "concat_ws(' ', aggtransfn, aggfinalfn, aggcombinefn, "
         "format_type(aggtranstype, NULL), agginitval, aggsortop::regoperator) FROM "
         "pg_aggregate WHERE aggfnoid = p.oid) END"},
        {"owner", "$owner(proowner)"},
        {"privileges", "$acl(proacl, f, proowner)"},
        {"comment", "$comment(pg_proc, p.oid)"}},
       "pg_proc p JOIN ns ON ns.oid = pronamespace WHERE p.oid >= 16384 AND $made(pg_proc, p.oid)"},
      {"'trigger'",
       "name || '.' || quote_ident(tgname)",
       "label || ' ' || name",
       "0",
       {{"definition", "pg_get_triggerdef(tg.oid)"},
        {"enabled", "$enabled(tgenabled)"},
        {"inherited", "CASE WHEN tgparentid <> 0 THEN 'yes' END", 13},
        {"comment", "$comment(pg_trigger, tg.oid)"}},
       "rel JOIN pg_trigger tg ON tgrelid = rel.oid WHERE NOT tgisinternal"},
      {"'rule'",
       "name || '.' || quote_ident(rulename)",
       "label || ' ' || name",
       "0",
       {{"definition", "pg_get_ruledef(rw.oid)"},
        {"enabled", "$enabled(ev_enabled)"},
        {"comment", "$comment(pg_rewrite, rw.oid)"}},
       "rel JOIN pg_rewrite rw ON ev_class = rel.oid WHERE rulename <> '_RETURN'"},
      {"'policy'",
       "name || '.' || quote_ident(polname)",
       "label || ' ' || name",
       "0",
       {{"command",
         "CASE polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN "
         "'d' "
         "THEN 'DELETE' ELSE 'ALL' END"},
        {"permissive", "CASE WHEN polpermissive THEN 'yes' ELSE 'no' END"},
        {"roles",
         "(SELECT string_agg(CASE r WHEN 0 THEN 'public' ELSE pg_get_userbyid(r)::text "
         "END, ', ' ORDER BY r) FROM unnest(polroles) r)"},
        {"using", "pg_get_expr(polqual, polrelid)"},
        {"with check", "pg_get_expr(polwithcheck, polrelid)"},
        {"comment", "$comment(pg_policy, pol.oid)"}},
       "rel JOIN pg_policy pol ON polrelid = rel.oid"},
      {"'statistics'",
       "ns.name || '.' || quote_ident(stxname)",
       "label || ' ' || rel.name",
       "0",
       {{"definition", "pg_get_statisticsobjdef(stx.oid)"},
        {"target", "CASE WHEN stxstattarget >= 0 THEN stxstattarget::text END", 13},
        {"owner", "$owner(stxowner)"},
        {"comment", "$comment(pg_statistic_ext, stx.oid)"}},
       "rel JOIN pg_statistic_ext stx ON stxrelid = rel.oid JOIN ns ON ns.oid = stxnamespace"},
      {"'extension'",
       "quote_ident(extname)",
       "''",
       "0",
       {{"version", "extversion"}, {"schema", "extnamespace::regnamespace"}},
       "pg_extension WHERE oid >= 16384"},
      {"'publication'",
       "quote_ident(pubname)",
       "''",
       "0",
       {{"operations",
         "concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN "
         "pubupdate THEN 'update' END, CASE WHEN pubdelete THEN 'delete' END, CASE "
         "WHEN pubtruncate THEN 'truncate' END)"},
        {"tables",
         "(SELECT string_agg(prrelid::regclass::text, ', ' ORDER BY "
         "prrelid::regclass::text) FROM pg_publication_rel WHERE prpubid = pub.oid)"},
        {"all tables", "CASE WHEN puballtables THEN 'yes' END"},
        {"filters",
         "(SELECT string_agg(concat_ws(' ', prrelid::regclass, prattrs, pg_get_expr(prqual, "
         "prrelid)), ', ' ORDER BY prrelid::regclass::text) FROM pg_publication_rel WHERE prpubid "
         "= pub.oid AND (prattrs IS NOT NULL OR prqual IS NOT NULL))",
         15},
        {"schemas",
         "(SELECT string_agg(pnnspid::regnamespace::text, ', ' ORDER BY "
         "pnnspid::regnamespace::text) FROM pg_publication_namespace WHERE pnpubid = pub.oid)",
         15},
        {"owner", "$owner(pubowner)"},
        {"comment", "$comment(pg_publication, pub.oid)"}},
       "pg_publication pub"},
      {"'default privileges'",
       "concat_ws(' ', 'of', pg_get_userbyid(defaclrole), 'for', CASE defaclobjtype WHEN 'r' THEN "
       "'tables' WHEN 'S' THEN 'sequences' WHEN 'f' THEN 'functions' WHEN 'T' THEN 'types' WHEN "
       "'n' THEN 'schemas' ELSE 'large objects' END, 'in ' || NULLIF(defaclnamespace, "
       "0)::regnamespace)",
       "''",
       "0",
       {{"privileges", "$sorted(defaclacl)"}},
       "pg_default_acl"},
      {"'collation'",
       "name || '.' || quote_ident(collname)",
       "''",
       "0",
       {{"definition",
         "concat_ws(' ', collprovider, collcollate, collctype, "
         "collisdeterministic)"},
        // The column's name is another one from 17 on.
        {"locale", "coalesce(to_jsonb(co) ->> 'colllocale', to_jsonb(co) ->> 'colliculocale')", 15},
        {"rules", "to_jsonb(co) ->> 'collicurules'", 16},
        {"owner", "$owner(collowner)"},
        {"comment", "$comment(pg_collation, co.oid)"}},
       "pg_collation co JOIN ns ON ns.oid = collnamespace WHERE co.oid >= 16384 AND "
       "$own(pg_collation, co.oid)"},
      {"'operator'",
       "o.oid::regoperator::text",
       "''",
       "0",
       {{"definition",
         "concat_ws(' ', oprcode, oprcom::regoperator, oprnegate::regoperator, "
         "oprrest, oprjoin, oprcanmerge, oprcanhash)"}},
       "pg_operator o JOIN ns ON ns.oid = oprnamespace WHERE o.oid >= 16384 AND "
       "$own(pg_operator, o.oid)"},
      {"'cast'",
       "format_type(castsource, NULL) || ' as ' || format_type(casttarget, NULL)",
       "''",
       "0",
       {{"definition",
         "concat_ws(' ', NULLIF(castfunc, 0)::regprocedure, castcontext, "
         "castmethod)"}},
       "pg_cast ca WHERE oid >= 16384 AND $made(pg_cast, ca.oid)"},
      {"'text search configuration'",
       "name || '.' || quote_ident(cfgname)",
       "''",
       "0",
       {{"parser", "(SELECT prsname FROM pg_ts_parser WHERE pg_ts_parser.oid = cfgparser)"},
        {"mapping",
         "(SELECT string_agg(maptokentype || ':' || mapdict::regdictionary, ', ' ORDER "
         "BY maptokentype, mapseqno) FROM pg_ts_config_map WHERE mapcfg = cf.oid)"},
        {"comment", "$comment(pg_ts_config, cf.oid)"}},
       "pg_ts_config cf JOIN ns ON ns.oid = cfgnamespace WHERE cf.oid >= 16384 AND "
       "$own(pg_ts_config, cf.oid)"},
      {"'text search dictionary'",
       "name || '.' || quote_ident(dictname)",
       "''",
       "0",
       {{"template",
         "(SELECT tmplname FROM pg_ts_template WHERE pg_ts_template.oid = "
         "dicttemplate)"},
        {"options", "dictinitoption"},
        {"comment", "$comment(pg_ts_dict, di.oid)"}},
       "pg_ts_dict di JOIN ns ON ns.oid = dictnamespace WHERE di.oid >= 16384 AND "
       "$own(pg_ts_dict, di.oid)"},
      {"'setting'",
       "CASE WHEN setrole = 0 THEN 'of the database' ELSE 'of role ' || pg_get_userbyid(setrole) "
       "END",
       "''",
       "0",
       {{"values", "$sorted(setconfig)"}},
       "pg_db_role_setting WHERE setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = "
       "current_database()))"},
  };
  return table;
}

// `$name(arguments)` → SQL; $1, $2, … in the SQL are the arguments.
struct Macro {
  const char* name;
  const char* sql;
};

constexpr std::array<Macro, 10> kMacros{{
    // Not part of an extension.
    {"$own(",
     "NOT EXISTS (SELECT FROM pg_depend ext WHERE ext.classid = '$1'::regclass AND ext.objid = $2 "
     "AND ext.deptype = 'e')"},
    // Made by a statement, neither by an extension nor along with something else (a range type's
    // constructors and casts).
    {"$made(",
     "NOT EXISTS (SELECT FROM pg_depend ext WHERE ext.classid = '$1'::regclass AND ext.objid = $2 "
     "AND ext.deptype IN ('e','i'))"},
    {"$owner(", "pg_get_userbyid($1)"},
    // In a fixed order, and empty where it says what holds without any GRANT.
    {"$acl(",
     "CASE WHEN $1 IS NOT NULL THEN (SELECT NULLIF(string_agg(a::text, ', ' ORDER BY a::text), "
     "(SELECT string_agg(d::text, ', ' ORDER BY d::text) FROM unnest(acldefault('$2', $3)) d)) "
     "FROM unnest($1) a) END"},
    {"$comment(",
     "(SELECT description FROM pg_description WHERE classoid = '$1'::regclass AND objoid = $2 AND "
     "objsubid = 0)"},
    // An array whose order means nothing.
    {"$sorted(", "(SELECT string_agg(e::text, ', ' ORDER BY e::text) FROM unnest($1) e)"},
    // Whether a trigger or rule fires.
    {"$enabled(",
     "CASE $1 WHEN 'O' THEN 'yes' WHEN 'D' THEN 'no' WHEN 'R' THEN 'replica' ELSE 'always' END"},
    // From how many parents, of a column or constraint.
    {"$inherited(", "CASE WHEN $1 > 0 THEN $1 || CASE WHEN $2 THEN ' and its own' ELSE '' END END"},
    // The index of a partitioned table that an index is a part of.
    {"$whole(", "(SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = $1)"},
    {"$collation(", "(SELECT quote_ident(collname) FROM pg_collation WHERE oid = $1)"},
}};

std::string instantiate(const Macro& macro, const std::string& arguments) {
  std::string sql = macro.sql;
  int number = 0;
  for (const std::string_view argument : split(arguments, ',')) {
    sql = replace_all(sql, "$" + std::to_string(++number), trim(argument));
  }
  return sql;
}

std::string expand(std::string sql) {
  for (const Macro& macro : kMacros) {
    for (std::size_t at = sql.find(macro.name); at != std::string::npos;
         at = sql.find(macro.name, at)) {
      const std::size_t open = at + std::string_view(macro.name).size();
      const std::size_t close = sql.find(')', open);
      sql.replace(at, close + 1 - at, instantiate(macro, sql.substr(open, close - open)));
    }
  }
  return sql;
}

// A property without a value is left out: concat_ws skips NULL.
std::string select(const Part& part, int major) {
  std::string sql = std::string("SELECT ") + part.kind + "::text, " + part.name + "::text, " +
                    part.parent + "::text, " + part.position + "::int, concat_ws(E'\\x1e'";
  for (const Property& property : part.properties) {
    if (major < property.since) continue;
    sql += std::string(", E'") + property.name + "\\x1f' || (" + property.value + ")";
  }
  const bool of_relation = std::string_view(part.from).starts_with("rel ");
  return sql + "), " + (of_relation ? "rel.name" : "''") + "::text FROM " + part.from;
}

}  // namespace

std::string snapshot_query(int major, Extent extent) {
  const bool only_locked = extent == Extent::locked_relations;
  std::string sql = std::string("WITH ") + (only_locked ? kLocked : "") + kCommon;
  if (only_locked) sql += " AND c.oid IN (SELECT oid FROM locked)";
  sql += ")";
  for (const Part& part : parts()) {
    sql += &part == &parts().front() ? "\n" : "\nUNION ALL\n";
    sql += select(part, major);
  }
  if (only_locked) sql += "\nUNION ALL\nSELECT '', oid::text, '', 0, '', '' FROM locked";
  return expand(sql);
}

}  // namespace migcheck
