#include "schema/difference.h"

#include <doctest/doctest.h>

#include <functional>

#include "core/text.h"

using namespace migcheck;

namespace {

sql::Expression expression(const std::string& text) {
  sql::Expression made;
  made.sql = text;
  return made;
}

SchemaColumn column(const std::string& name, const std::string& type) {
  SchemaColumn made;
  made.name = name;
  made.type.name = unqualified(type);
  return made;
}

SchemaConstraint constraint(sql::Constraint::Kind kind, const std::string& name,
                            const std::vector<std::string>& columns) {
  SchemaConstraint made;
  made.kind = kind;
  made.name = name;
  made.columns = columns;
  return made;
}

// A schema as it grows: public.t (id integer NOT NULL, name text) unless a case wants more.
struct Model {
  Store<Relation> relations;
  Store<SchemaIndex> indexes;
  Store<SchemaType> types;
  Store<SchemaFunction> functions;
  Store<DefinedObject> objects;

  Relation& relation(const std::string& name, Relation::Kind kind = Relation::Kind::table) {
    Relation made;
    made.name = name;
    made.kind = kind;
    return relations.put(made);
  }

  Relation& table(const std::string& name) {
    Relation& made = relation(name);
    made.columns = {column("id", "int4"), column("name", "text")};
    made.columns[0].not_null = true;
    return made;
  }

  SchemaIndex& index(const std::string& name, const std::string& table, const std::string& key) {
    SchemaIndex made;
    made.name = name;
    made.table = table;
    made.columns = {key};
    made.keys.resize(1);
    made.keys[0].column = key;
    relations.edit(table).indexes.push_back(name);
    return indexes.put(made);
  }

  void primary_key(const std::string& table, const std::string& column_name) {
    const std::string name = unqualified(table).name + "_pkey";
    Relation& relation = relations.edit(table);
    relation.constraints.push_back(
        constraint(sql::Constraint::Kind::primary_key, name, {column_name}));
    relation.constraints.back().index = unqualified(table).schema + "." + name;
    SchemaIndex& made = index(relation.constraints.back().index, table, column_name);
    made.constraint = name;
    made.unique = true;
  }

  Relation& view(const std::string& name, const std::string& query, const std::string& read,
                 const std::vector<SchemaColumn>& columns) {
    Relation& made = relation(name, Relation::Kind::view);
    made.query = query;
    made.reads = {read};
    made.columns = columns;
    return made;
  }

  SchemaType& enumeration(const std::string& name, const std::vector<std::string>& labels) {
    SchemaType made;
    made.name = name;
    made.labels = labels;
    return types.put(made);
  }

  SchemaFunction& function(const std::string& name, const std::string& returns,
                           const std::string& rest) {
    SchemaFunction made;
    made.name = made.function = name;
    made.name += "()";
    made.returns.emplace().name.name = returns;
    made.definition = "CREATE FUNCTION " + made.name + " RETURNS " + returns + " " + rest;
    return functions.put(made);
  }

  DefinedObject& object(sql::ObjectKind kind, const std::string& name, const std::string& table,
                        const std::string& definition) {
    DefinedObject made;
    made.kind = kind;
    made.object = name;
    made.table = table;
    made.name = object_key(kind, name, table);
    made.definition = definition;
    return objects.put(made);
  }

  Schema schema() const { return {relations, indexes, types, functions, objects}; }
};

using Build = std::function<void(Model&)>;

struct Case {
  const char* name;
  Build before, after;
  std::vector<std::string> there, back;
};

void nothing(Model&) {}
void table(Model& m) { m.table("public.t"); }

Build with_table(const std::function<void(Relation&)>& change) {
  return [change](Model& m) { change(m.table("public.t")); };
}

void check(const Case& one) {
  CAPTURE(one.name);
  Model before;
  Model after;
  one.before(before);
  one.after(after);
  const Difference there = difference(before.schema(), after.schema());
  CHECK(join(statements(there), ";\n") == join(one.there, ";\n"));
  CHECK(join(statements(inverse(there)), ";\n") == join(one.back, ";\n"));
}

using Kind = sql::Constraint::Kind;

}  // namespace

TEST_CASE("statements for tables and columns") {
  const Case cases[] = {
      {"nothing", table, table, {}, {}},
      {"table",
       nothing,
       [](Model& m) {
         m.table("public.t").comment = "it's";
         m.primary_key("public.t", "id");
       },
       {"CREATE TABLE public.t (id integer NOT NULL, name text, CONSTRAINT t_pkey PRIMARY KEY "
        "(id))",
        "COMMENT ON TABLE public.t IS 'it''s'"},
       {"DROP TABLE public.t"}},
      {"column",
       table,
       with_table([](Relation& t) {
         t.columns.push_back(column("on", "timestamptz"));
         t.columns.back().default_value = expression("now()");
       }),
       {"ALTER TABLE public.t ADD COLUMN \"on\" timestamp with time zone DEFAULT now()"},
       {"ALTER TABLE public.t DROP COLUMN \"on\""}},
      {"nullability",
       table,
       with_table([](Relation& t) {
         t.columns[0].not_null = false;
         t.columns[1].not_null = true;
       }),
       {"ALTER TABLE public.t ALTER COLUMN id DROP NOT NULL",
        "ALTER TABLE public.t ALTER COLUMN name SET NOT NULL"},
       {"ALTER TABLE public.t ALTER COLUMN id SET NOT NULL",
        "ALTER TABLE public.t ALTER COLUMN name DROP NOT NULL"}},
      {"widened",
       table,
       with_table([](Relation& t) { t.columns[0].type.name.name = "int8"; }),
       {"ALTER TABLE public.t ALTER COLUMN id TYPE bigint"},
       {"ALTER TABLE public.t ALTER COLUMN id TYPE integer"}},
      {"converted",
       table,
       with_table([](Relation& t) {
         t.columns[1].type.name.name = "uuid";
         t.columns[1].default_value = expression("gen_random_uuid()");
       }),
       {"ALTER TABLE public.t ALTER COLUMN name TYPE uuid USING name::uuid",
        "ALTER TABLE public.t ALTER COLUMN name SET DEFAULT gen_random_uuid()"},
       {"ALTER TABLE public.t ALTER COLUMN name DROP DEFAULT",
        "ALTER TABLE public.t ALTER COLUMN name TYPE text"}},
      {"settings",
       table,
       with_table([](Relation& t) {
         t.options = {{"fillfactor", "70"}};
         t.persistence = sql::Persistence::unlogged;
         t.row_security = true;
         t.replica_identity = "full";
       }),
       {"ALTER TABLE public.t SET UNLOGGED", "ALTER TABLE public.t SET (fillfactor=70)",
        "ALTER TABLE public.t ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE public.t REPLICA IDENTITY FULL"},
       {"ALTER TABLE public.t SET LOGGED", "ALTER TABLE public.t RESET (fillfactor)",
        "ALTER TABLE public.t DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE public.t REPLICA IDENTITY DEFAULT"}},
      {"privileges",
       table,
       with_table([](Relation& t) {
         t.privileges = {{{"public", {{"select", false}}}, {"app", {{"insert", true}}}}};
         t.columns[0].privileges = {{{"app", {{"update", false}}}}};
         t.owner = "boss";
       }),
       {"ALTER TABLE public.t OWNER TO boss", "GRANT UPDATE (id) ON TABLE public.t TO app",
        "GRANT INSERT ON TABLE public.t TO app WITH GRANT OPTION",
        "GRANT SELECT ON TABLE public.t TO PUBLIC"},
       {"ALTER TABLE public.t OWNER TO CURRENT_USER",
        "REVOKE UPDATE (id) ON TABLE public.t FROM app", "REVOKE INSERT ON TABLE public.t FROM app",
        "REVOKE SELECT ON TABLE public.t FROM PUBLIC"}},
  };
  for (const Case& one : cases) check(one);
}

TEST_CASE("statements for constraints and indexes") {
  const auto checked = [](const char* text, bool valid) {
    return with_table([text, valid](Relation& t) {
      t.constraints.push_back(constraint(Kind::check, "c", {"id"}));
      t.constraints.back().check = expression(text);
      t.constraints.back().valid = valid;
    });
  };
  const auto referencing = [](bool deferrable) {
    return [deferrable](Model& m) {
      m.table("public.p");
      m.primary_key("public.p", "id");
      Relation& t = m.table("public.t");
      t.constraints.push_back(constraint(Kind::foreign_key, "f", {"id"}));
      t.constraints.back().references = "public.p";
      t.constraints.back().referenced_columns = {"id"};
      t.constraints.back().on_delete = "set null";
      t.constraints.back().deferrable = deferrable;
    };
  };
  const Case cases[] = {
      {"check",
       checked("id > 0", true),
       checked("id > 1", false),
       {"ALTER TABLE public.t DROP CONSTRAINT c",
        "ALTER TABLE public.t ADD CONSTRAINT c CHECK (id > 1) NOT VALID"},
       {"ALTER TABLE public.t DROP CONSTRAINT c",
        "ALTER TABLE public.t ADD CONSTRAINT c CHECK (id > 0)"}},
      {"validated",
       checked("id > 0", false),
       checked("id > 0", true),
       {"ALTER TABLE public.t VALIDATE CONSTRAINT c"},
       {"ALTER TABLE public.t DROP CONSTRAINT c",
        "ALTER TABLE public.t ADD CONSTRAINT c CHECK (id > 0) NOT VALID"}},
      {"foreign key",
       nothing,
       referencing(false),
       {"CREATE TABLE public.p (id integer NOT NULL, name text, CONSTRAINT p_pkey PRIMARY KEY "
        "(id))",
        "CREATE TABLE public.t (id integer NOT NULL, name text)",
        "ALTER TABLE public.t ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES public.p (id) ON DELETE "
        "SET NULL"},
       {"DROP TABLE public.t", "DROP TABLE public.p"}},
      {"deferrable",
       referencing(false),
       referencing(true),
       {"ALTER TABLE public.t ALTER CONSTRAINT f DEFERRABLE"},
       {"ALTER TABLE public.t ALTER CONSTRAINT f NOT DEFERRABLE"}},
      {"index",
       [](Model& m) {
         m.table("public.t");
         m.index("public.i", "public.t", "id");
       },
       [](Model& m) {
         m.table("public.t");
         SchemaIndex& i = m.index("public.i", "public.t", "id");
         i.unique = true;
         i.include = {"name"};
         i.where = expression("id > 0");
         i.clustered = true;
       },
       {"DROP INDEX public.i", "CREATE UNIQUE INDEX i ON public.t (id) INCLUDE (name) WHERE id > 0",
        "ALTER TABLE public.t CLUSTER ON i"},
       {"DROP INDEX public.i", "CREATE INDEX i ON public.t (id)"}},
      {"index that goes with its column",
       table,
       [](Model& m) {
         m.table("public.t").columns.push_back(column("x", "int4"));
         m.index("public.i", "public.t", "x");
       },
       {"ALTER TABLE public.t ADD COLUMN x integer", "CREATE INDEX i ON public.t (x)"},
       {"ALTER TABLE public.t DROP COLUMN x"}},
  };
  for (const Case& one : cases) check(one);
}

TEST_CASE("statements for types, sequences, functions and views") {
  const auto mood = [](const std::vector<std::string>& labels) {
    return [labels](Model& m) {
      m.enumeration("public.mood", labels);
      m.table("public.t").columns[1].type.name = {"public", "mood"};
    };
  };
  const auto serial = [](Model& m) {
    Relation& s = m.relation("public.t_id_seq", Relation::Kind::sequence);
    s.sequence = SchemaSequence{};
    s.sequence->type = "int4";
    s.sequence->maximum = INT32_MAX;
    s.sequence->owner_table = "public.t";
    s.sequence->owner_column = "id";
    Relation& t = m.table("public.t");
    t.columns[0].default_value = expression("nextval('public.t_id_seq'::regclass)");
    t.columns[0].serial = true;
    t.columns[0].sequence = "public.t_id_seq";
  };
  const auto view = [](const char* extra) {
    return [extra](Model& m) {
      m.table("public.t");
      std::vector<SchemaColumn> columns = {column("id", "int4")};
      if (*extra != '\0') columns.push_back(column("name", "text"));
      m.view("public.v", std::string("SELECT t.id") + extra + " FROM public.t", "public.t",
             columns);
    };
  };
  const Case cases[] = {
      {"label added",
       mood({"sad", "glad"}),
       mood({"sad", "meh", "glad"}),
       {"ALTER TYPE public.mood ADD VALUE 'meh' BEFORE 'glad'"},
       {"ALTER TYPE public.mood RENAME TO mood_old",
        "CREATE TYPE public.mood AS ENUM ('sad', 'glad')",
        "ALTER TABLE public.t ALTER COLUMN name TYPE public.mood USING name::text::public.mood",
        "DROP TYPE public.mood_old"}},
      {"serial",
       nothing,
       serial,
       {"CREATE SEQUENCE public.t_id_seq AS integer",
        "CREATE TABLE public.t (id integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL, "
        "name text)",
        "ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id"},
       {"DROP TABLE public.t"}},
      {"identity",
       table,
       [](Model& m) {
         m.table("public.t").columns[0].identity = sql::Column::Identity::always;
         m.relations.edit("public.t").columns[0].sequence = "public.t_id_seq";
         Relation& s = m.relation("public.t_id_seq", Relation::Kind::sequence);
         s.sequence = SchemaSequence{};
         s.sequence->type = "int4";
         s.sequence->maximum = 2147483647;
         s.sequence->identity = true;
         s.sequence->increment = 2;
         s.sequence->owner_table = "public.t";
         s.sequence->owner_column = "id";
       },
       {"ALTER TABLE public.t ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (INCREMENT BY 2)"},
       {"ALTER TABLE public.t ALTER COLUMN id DROP IDENTITY"}},
      {"function before the check that calls it",
       table,
       [](Model& m) {
         m.function("public.f", "boolean", "LANGUAGE sql AS 'SELECT true'");
         Relation& t = m.table("public.t");
         t.constraints.push_back(constraint(Kind::check, "c", {}));
         t.constraints.back().check = expression("public.f()");
       },
       {"SET check_function_bodies = off",
        "CREATE FUNCTION public.f() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "ALTER TABLE public.t ADD CONSTRAINT c CHECK (public.f())"},
       {"ALTER TABLE public.t DROP CONSTRAINT c", "DROP FUNCTION public.f()"}},
      {"function with another result",
       [](Model& m) { m.function("public.f", "integer", "LANGUAGE sql AS 'SELECT 1'"); },
       [](Model& m) { m.function("public.f", "text", "LANGUAGE sql AS 'SELECT 1'"); },
       {"SET check_function_bodies = off", "DROP FUNCTION public.f()",
        "CREATE FUNCTION public.f() RETURNS text LANGUAGE sql AS 'SELECT 1'"},
       {"SET check_function_bodies = off", "DROP FUNCTION public.f()",
        "CREATE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'"}},
      {"function with another body",
       [](Model& m) { m.function("public.f", "integer", "LANGUAGE sql AS 'SELECT 1'"); },
       [](Model& m) { m.function("public.f", "integer", "LANGUAGE sql AS 'SELECT 2'"); },
       {"SET check_function_bodies = off",
        "CREATE OR REPLACE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 2'"},
       {"SET check_function_bodies = off",
        "CREATE OR REPLACE FUNCTION public.f() RETURNS integer LANGUAGE sql AS 'SELECT 1'"}},
      {"view with a column more",
       view(""),
       view(", t.name"),
       {"CREATE OR REPLACE VIEW public.v (id, name) AS SELECT t.id, t.name FROM public.t"},
       {"DROP VIEW public.v", "CREATE VIEW public.v (id) AS SELECT t.id FROM public.t"}},
      {"trigger",
       table,
       [](Model& m) {
         m.table("public.t");
         m.object(sql::ObjectKind::trigger, "touch", "public.t",
                  "CREATE TRIGGER touch BEFORE UPDATE ON public.t EXECUTE FUNCTION public.f()")
             .state = "D";
       },
       {"CREATE TRIGGER touch BEFORE UPDATE ON public.t EXECUTE FUNCTION public.f()",
        "ALTER TABLE public.t DISABLE TRIGGER touch"},
       {"DROP TRIGGER touch ON public.t"}},
  };
  for (const Case& one : cases) check(one);
}

TEST_CASE("a change of all partitions is one statement, of some of them one for each") {
  const auto partitions = [](bool parent, bool child) {
    return [parent, child](Model& m) {
      Relation& p = m.table("public.p");
      p.kind = Relation::Kind::partitioned;
      p.partition_by = sql::PartitionKey{"list", {}};
      p.children = {"public.p1"};
      Relation& c = m.table("public.p1");
      c.parents = {"public.p"};
      c.partition_bound = "FOR VALUES IN (1)";
      if (parent) p.columns[1].default_value = expression("'x'");
      if (child) c.columns[1].default_value = expression("'x'");
    };
  };
  check({"both",
         partitions(false, false),
         partitions(true, true),
         {"ALTER TABLE public.p ALTER COLUMN name SET DEFAULT 'x'"},
         {"ALTER TABLE public.p ALTER COLUMN name DROP DEFAULT"}});
  check({"parent",
         partitions(false, false),
         partitions(true, false),
         {"ALTER TABLE ONLY public.p ALTER COLUMN name SET DEFAULT 'x'"},
         {"ALTER TABLE ONLY public.p ALTER COLUMN name DROP DEFAULT"}});
}

TEST_CASE("what cannot be repaired is noted") {
  Model before;
  Model after;
  before.table("public.t");
  Relation& t = after.table("public.t");
  t.columns.insert(t.columns.begin(), column("first", "int4"));
  const Difference there = difference(before.schema(), after.schema());
  REQUIRE(there.notes.size() == 1);
  CHECK(there.notes[0] == "public.t: the columns will stand in another order");
  CHECK(inverse(there).notes.empty());
}

TEST_CASE("equal schemas that share nothing have no difference") {
  Model a;
  Model b;
  a.table("public.t");
  b.table("public.t");
  CHECK(difference(a.schema(), b.schema()).changed.empty());
}
