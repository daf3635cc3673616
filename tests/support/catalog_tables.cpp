#include <utility>

#include "core/text.h"
#include "sql/parse.h"
#include "support/catalog_reader.h"

namespace migcheck::catalog {

namespace {

Relation::Kind kind_of(const std::string& relkind) {
  if (relkind == "p") return Relation::Kind::partitioned;
  if (relkind == "v") return Relation::Kind::view;
  if (relkind == "m") return Relation::Kind::materialized_view;
  return relkind == "S" ? Relation::Kind::sequence : Relation::Kind::table;
}

}  // namespace

void Reader::read_relations() {
  const std::string query =
      std::string(
          "SELECT n.nspname || '.' || o.relname, relkind, relpersistence, "
          "(SELECT lower(CASE partstrat WHEN 'l' THEN 'list' WHEN 'h' THEN 'hash' ELSE "
          "'range' END) FROM pg_partitioned_table WHERE partrelid = o.oid), "
          "(SELECT string_agg(coalesce((SELECT attname FROM pg_attribute WHERE attrelid = "
          "o.oid AND attnum = k), ''), '|') FROM pg_partitioned_table, unnest(partattrs) k "
          "WHERE partrelid = o.oid), (SELECT pg_get_expr(partexprs, partrelid) FROM "
          "pg_partitioned_table WHERE partrelid = o.oid), pg_get_expr(relpartbound, o.oid), "
          "(SELECT string_agg(pn.nspname || '.' || p.relname, '|' ORDER BY inhseqno) FROM "
          "pg_inherits JOIN pg_class p ON p.oid = inhparent JOIN pg_namespace pn ON pn.oid "
          "= p.relnamespace WHERE inhrelid = o.oid), relrowsecurity, relforcerowsecurity, "
          "CASE WHEN relkind IN ('v', 'S') THEN '' ELSE CASE relreplident WHEN 'f' THEN 'full' "
          "WHEN 'n' THEN 'nothing' WHEN 'i' THEN "
          "(SELECT i.relname FROM pg_index x JOIN pg_class i ON i.oid = indexrelid WHERE "
          "indrelid = o.oid AND indisreplident) ELSE '' END END, array_to_string(reloptions, "
          "'|'), CASE WHEN relkind IN ('v','m') THEN pg_get_viewdef(o.oid) END, "
          "relispopulated, (SELECT string_agg(DISTINCT dn.nspname || '.' || d.relname, '|') "
          "FROM pg_rewrite w JOIN pg_depend x ON x.objid = w.oid AND x.classid = "
          "'pg_rewrite'::regclass JOIN pg_class d ON d.oid = x.refobjid AND x.refclassid = "
          "'pg_class'::regclass JOIN pg_namespace dn ON dn.oid = d.relnamespace WHERE "
          "ev_class = o.oid AND d.oid <> o.oid), ") +
      comment_of("pg_class") + ", " + acl_of("relacl", "relowner") +
      ", coalesce((SELECT format_type(reloftype, NULL) WHERE reloftype <> 0), '')"
      " FROM pg_class o JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN "
      "('r','p','v','m','S') AND " +
      own;
  for (const Row& row : connection.query(query)) {
    Relation r;
    r.name = row[0];
    r.kind = kind_of(row[1]);
    r.persistence = row[2] == "u"   ? sql::Persistence::unlogged
                    : row[2] == "t" ? sql::Persistence::temporary
                                    : sql::Persistence::permanent;
    if (r.kind == Relation::Kind::partitioned) {
      r.partition_by = sql::PartitionKey{row[3], {}};
      for (const std::string_view column : split(row[4], '|')) {
        sql::IndexKey key;
        key.column = column;
        if (column.empty()) key.expression = expression_of(row[5]);
        r.partition_by->keys.push_back(key);
      }
    }
    r.partition_bound = row[6];
    r.parents = list_of(row[7]);
    r.row_security = row[8] == "t";
    r.forced_row_security = row[9] == "t";
    r.replica_identity = row[10];
    r.options = options_of(row[11]);
    for (const sql::Option& option : r.options) {
      if (option.name == "check_option") r.check_option = option.value;
    }
    std::erase_if(r.options, [](const sql::Option& o) { return o.name == "check_option"; });
    r.query = strip_semicolon(row[12]);
    r.populated = row[13] == "t";
    r.reads = list_of(row[14]);
    r.comment = row[15];
    r.privileges = privileges_of(row[16]);
    r.of_type = row[17];
    relations.put(r);
  }
  std::vector<std::pair<std::string, std::string>> links;
  for (const auto& [name, relation] : relations.all()) {
    for (const std::string& parent : relation->parents) links.emplace_back(parent, name);
  }
  for (const auto& [parent, child] : links) relations.edit(parent).children.push_back(child);
}

void Reader::read_columns() {
  const std::string query =
      std::string(
          "SELECT n.nspname || '.' || o.relname, attname, format_type(atttypid, atttypmod), "
          "attnotnull, CASE attgenerated WHEN '' THEN pg_get_expr(adbin, adrelid) END, CASE "
          "WHEN attgenerated <> '' THEN pg_get_expr(adbin, adrelid) END, attidentity, CASE "
          "WHEN attcollation <> typcollation THEN (SELECT CASE WHEN cn.nspname = "
          "'pg_catalog' THEN '' ELSE cn.nspname || '.' END || collname FROM pg_collation "
          "c JOIN pg_namespace cn ON cn.oid = collnamespace WHERE c.oid = attcollation) END, "
          "CASE WHEN attstorage <> typstorage THEN CASE attstorage WHEN 'p' THEN 'plain' "
          "WHEN 'e' THEN 'external' WHEN 'm' THEN 'main' ELSE 'extended' END END, CASE "
          "attcompression WHEN 'p' THEN 'pglz' WHEN 'l' THEN 'lz4' ELSE '' END, CASE WHEN "
          "attstattarget >= 0 THEN attstattarget END, array_to_string(attoptions, '|'), "
          "attislocal, attinhcount, col_description(o.oid, attnum), ") +
      acl_of("attacl", "relowner") +
      ", relkind FROM pg_class o JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_attribute ON "
      "attrelid = o.oid AND attnum > 0 AND NOT attisdropped JOIN pg_type ON pg_type.oid = atttypid "
      "LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE relkind IN "
      "('r','p','v','m','c') AND " +
      own + " ORDER BY o.oid, attnum";
  for (const Row& row : connection.query(query)) {
    SchemaColumn c;
    c.name = row[1];
    c.type = type_of(row[2]);
    c.not_null = row[3] == "t";
    c.default_value = expression_of(row[4]);
    c.generated_as = expression_of(row[5]);
    if (c.generated_as) c.generated = sql::Column::Generated::stored;
    if (row[6] == "a") c.identity = sql::Column::Identity::always;
    if (row[6] == "d") c.identity = sql::Column::Identity::by_default;
    c.collation = row[7];
    c.storage = row[8];
    c.compression = row[9];
    if (!row[10].empty()) c.statistics = std::stoi(row[10]);
    c.options = options_of(row[11]);
    c.local = row[12] == "t";
    c.inherited = std::stoi(row[13]);
    c.comment = row[14];
    c.privileges = privileges_of(row[15]);
    if (row[16] == "c") {
      if (types.find(row[0]) != nullptr) types.edit(row[0]).attributes.push_back(c);
    } else {
      relations.edit(row[0]).columns.push_back(c);
    }
  }
}

void Reader::read_sequences() {
  const std::string query =
      std::string(
          "SELECT n.nspname || '.' || o.relname, (SELECT typname FROM pg_type WHERE oid = "
          "seqtypid), seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle, "
          "tn.nspname || '.' || t.relname, attname, x.deptype FROM pg_class o JOIN "
          "pg_namespace n ON n.oid = relnamespace JOIN pg_sequence ON seqrelid = o.oid LEFT "
          "JOIN pg_depend x ON x.objid = o.oid AND x.refobjsubid > 0 AND x.deptype IN "
          "('a','i') LEFT JOIN pg_class t ON t.oid = x.refobjid LEFT JOIN pg_namespace tn "
          "ON tn.oid = t.relnamespace LEFT JOIN pg_attribute ON attrelid = t.oid AND attnum "
          "= x.refobjsubid WHERE ") +
      own;
  for (const Row& row : connection.query(query)) {
    SchemaSequence s;
    s.type = row[1];
    s.start = std::stoll(row[2]);
    s.increment = std::stoll(row[3]);
    s.minimum = std::stoll(row[4]);
    s.maximum = std::stoll(row[5]);
    s.cache = std::stoll(row[6]);
    s.cycle = row[7] == "t";
    s.owner_table = row[8];
    s.owner_column = row[9];
    s.identity = row[10] == "i";
    Relation& sequence = relations.edit(row[0]);
    sequence.sequence = s;
    if (!s.owner_table.empty()) {
      SchemaColumn* column = relations.edit(s.owner_table).column(s.owner_column);
      column->sequence = row[0];
      column->serial = !s.identity;
    }
  }
}

namespace {

std::string key_action(const std::string& letter) {
  if (letter == "c") return "cascade";
  if (letter == "n") return "set null";
  if (letter == "d") return "set default";
  return letter == "r" ? "restrict" : "";
}

SchemaConstraint constraint_of(const Row& row) {
  using Kind = sql::Constraint::Kind;
  SchemaConstraint c;
  c.name = row[1];
  c.kind = row[2] == "p"   ? Kind::primary_key
           : row[2] == "u" ? Kind::unique
           : row[2] == "x" ? Kind::exclusion
           : row[2] == "f" ? Kind::foreign_key
                           : Kind::check;
  c.columns = list_of(row[3]);
  c.check = expression_of(row[4]);
  c.valid = row[5] == "t";
  c.deferrable = row[6] == "t";
  c.initially_deferred = row[7] == "t";
  c.no_inherit = row[8] == "t" && c.kind == Kind::check;
  c.references = row[9];
  c.referenced_columns = list_of(row[10]);
  c.on_delete = key_action(row[11]);
  c.on_update = key_action(row[12]);
  if (row[13] == "f") c.match = "full";
  c.index = c.kind == Kind::foreign_key ? "" : row[14];
  c.operators = list_of(row[15]);
  c.local = row[16] == "t";
  c.inherited = std::stoi(row[17]);
  c.comment = row[18];
  c.set_columns = list_of(row[19]);
  return c;
}

std::string names_of_columns(const std::string& keys, const std::string& relation) {
  return "(SELECT string_agg(attname, '|' ORDER BY k.n) FROM unnest(" + keys +
         ") WITH ORDINALITY k(c, n) JOIN pg_attribute ON attrelid = " + relation +
         " AND attnum = k.c)";
}

}  // namespace

void Reader::read_constraints() {
  const std::string query =
      "SELECT n.nspname || '.' || o.relname, conname, contype, " +
      names_of_columns("conkey", "conrelid") +
      ", pg_get_expr(conbin, conrelid), convalidated, condeferrable, condeferred, connoinherit, "
      "(SELECT rn.nspname || '.' || r.relname FROM pg_class r JOIN pg_namespace rn ON rn.oid = "
      "r.relnamespace WHERE r.oid = confrelid), " +
      names_of_columns("confkey", "confrelid") +
      ", confdeltype, confupdtype, confmatchtype, (SELECT xn.nspname || '.' || x.relname FROM "
      "pg_class x JOIN pg_namespace xn ON xn.oid = x.relnamespace WHERE x.oid = conindid), (SELECT "
      "string_agg(oprname, '|' ORDER BY k.n) FROM unnest(conexclop) WITH ORDINALITY k(c, n) JOIN "
      "pg_operator op ON op.oid = k.c), conislocal, coninhcount, obj_description(con.oid, "
      "'pg_constraint'), " +
      names_of_columns("confdelsetcols", "conrelid") +
      ", 0 FROM pg_class o JOIN pg_namespace n ON n.oid = relnamespace JOIN pg_constraint con ON "
      "conrelid = o.oid AND contype IN ('c','p','u','x','f') WHERE " +
      own + " ORDER BY o.oid, con.oid";
  for (const Row& row : connection.query(query)) {
    relations.edit(row[0]).constraints.push_back(constraint_of(row));
  }
}

void Reader::read_indexes() {
  const std::string query =
      std::string(
          "SELECT n.nspname || '.' || o.relname, tn.nspname || '.' || t.relname, amname, "
          "indisunique, "
          "indisvalid, indisclustered, indisreplident, pg_get_expr(indpred, indrelid), "
          "array_to_string(o.reloptions, '|'), (SELECT conname FROM pg_constraint WHERE conindid = "
          "o.oid AND contype IN ('p','u','x')), (SELECT pn.nspname || '.' || p.relname FROM "
          "pg_inherits JOIN pg_class p ON p.oid = inhparent JOIN pg_namespace pn ON pn.oid = "
          "p.relnamespace WHERE inhrelid = o.oid), (SELECT string_agg(concat_ws(E'\\x1f', "
          "coalesce((SELECT attname FROM pg_attribute WHERE attrelid = indrelid AND attnum = "
          "indkey[k - 1]), ''), pg_get_indexdef(o.oid, k, false), CASE WHEN opcdefault THEN '' "
          "ELSE "
          "opcname END, indoption[k - 1], coalesce(CASE WHEN indcollation[k - 1] <> 0 AND "
          "indcollation[k - 1] <> 100 AND indkey[k - 1] <> 0 AND indcollation[k - 1] <> (SELECT "
          "attcollation FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[k - 1]) "
          "THEN (SELECT collname FROM pg_collation c WHERE c.oid = indcollation[k - 1]) END, '')), "
          "E'\\x1e' ORDER BY k) FROM generate_series(1, indnkeyatts) k JOIN pg_opclass oc ON "
          "oc.oid "
          "= indclass[k - 1]), (SELECT string_agg(attname, '|' ORDER BY k) FROM "
          "generate_series(indnkeyatts + 1, indnatts) k JOIN pg_attribute ON attrelid = indrelid "
          "AND attnum = indkey[k - 1]), obj_description(o.oid, 'pg_class'), indnullsnotdistinct "
          "FROM pg_index JOIN pg_class o ON o.oid = indexrelid JOIN pg_namespace n ON n.oid = "
          "o.relnamespace JOIN pg_class t ON t.oid = indrelid JOIN pg_namespace tn ON tn.oid = "
          "t.relnamespace JOIN pg_am ON pg_am.oid = o.relam WHERE ") +
      own;
  for (const Row& row : connection.query(query)) {
    SchemaIndex x;
    x.name = row[0];
    x.table = row[1];
    x.method = row[2];
    x.unique = row[3] == "t";
    x.valid = row[4] == "t";
    x.clustered = row[5] == "t";
    x.replica_identity = row[6] == "t";
    x.where = expression_of(row[7]);
    x.partial = x.where.has_value();
    x.options = options_of(row[8]);
    x.constraint = row[9];
    x.parent = row[10];
    for (const std::string_view item : split(row[11], '\x1e')) {
      const std::vector<std::string_view> f = split(item, '\x1f');
      sql::IndexKey key;
      key.column = f[0];
      if (key.column.empty()) key.expression = expression_of(std::string(f[1]));
      key.operator_class = f[2];
      const int bits = std::stoi(std::string(f[3]));
      key.descending = (bits & 1) != 0;
      const bool nulls_first = (bits & 2) != 0;
      if (nulls_first != key.descending) key.nulls_first = nulls_first;
      key.default_order = bits == 0;
      key.collation = f[4];
      x.columns.push_back(key.column);
      x.keys.push_back(key);
    }
    x.include = list_of(row[12]);
    x.comment = row[13];
    x.nulls_not_distinct = row[14] == "t";
    relations.edit(x.table).indexes.push_back(x.name);
    indexes.put(x);
  }
}

}  // namespace migcheck::catalog
