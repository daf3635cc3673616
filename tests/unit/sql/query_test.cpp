#include "sql/query.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>

#include "core/text.h"

using namespace migcheck;
using namespace migcheck::sql;

namespace {

TypeName type(const std::string& name) { return {{{}, name}, {}}; }

// users (id, name, mail), posts (id, user_id, title), s.users (id, x); the function f,
// the enum s.mood.
Catalog catalog() {
  static const std::map<std::string, std::vector<ResultColumn>> tables = {
      {"users", {{"id", type("int4")}, {"name", type("text"), "de"}, {"mail", type("varchar")}}},
      {"posts", {{"id", type("int8")}, {"user_id", type("int4")}, {"title", type("text")}}},
      {"s.users", {{"id", type("uuid")}, {"x", std::nullopt}}},
  };
  Catalog catalog;
  catalog.columns = [](const Name& name) -> RelationColumns {
    const auto found = tables.find(to_string(name));
    if (found == tables.end()) return nullptr;
    return std::make_shared<const std::vector<ResultColumn>>(found->second);
  };
  catalog.returns = [](const Name& name) -> std::optional<TypeName> {
    if (name.name == "f") return type("date");
    return std::nullopt;
  };
  catalog.full_name = [](const Name& name) {
    return name.name == "mood" ? Name{"s", "mood"} : name;
  };
  catalog.is_enum = [](const Name& name) { return name == Name{"s", "mood"}; };
  return catalog;
}

std::string columns(const std::string& query) {
  const auto columns = columns_of(query, catalog());
  if (!columns) return "nothing";
  std::vector<std::string> texts;
  for (const ResultColumn& column : *columns) {
    texts.push_back(column.name + ":" + (column.type ? to_string(column.type->name) : "?") +
                    (column.collation.empty() ? "" : "/" + column.collation));
  }
  return join(texts, " ");
}

std::string read(const std::string& query) {
  const auto columns = columns_read(query, catalog());
  if (!columns) return "nothing";
  std::vector<std::string> texts;
  for (const ReadColumn& column : *columns) {
    texts.push_back(to_string(column.relation) + "." + column.column);
  }
  return join(texts, " ");
}

struct Row {
  std::string query;
  std::string expected;
};

}  // namespace

TEST_CASE("what a query yields") {
  for (const Row& row : std::vector<Row>{
           {"SELECT * FROM users", "id:int4 name:text/de mail:varchar"},
           {"SELECT u.*, p.title t FROM users u, posts p",
            "id:int4 name:text/de mail:varchar t:text"},
           {"SELECT * FROM users JOIN posts USING (id)",
            "id:int4 name:text/de mail:varchar user_id:int4 title:text"},
           {"SELECT * FROM users NATURAL JOIN posts",
            "id:int4 name:text/de mail:varchar user_id:int4 title:text"},
           {"SELECT * FROM users RIGHT JOIN posts USING (id)",
            "id:int8 name:text/de mail:varchar user_id:int4 title:text"},
           {"SELECT id FROM users, posts", "id:?"},
           {"SELECT 1, 'a', 1.5, NULL, true, 5000000000",
            "?column?:int4 ?column?:text ?column?:numeric ?column?:text ?column?:bool "
            "?column?:int8"},
           {"SELECT f(), s.g(), now(), count(*), id::text, 'x'::date, 'x'::int FROM users",
            "f:date g:? now:timestamptz count:int8 id:text date:date int4:int4"},
           {"SELECT CASE WHEN true THEN 1 ELSE 2 END, CASE WHEN true THEN 1 ELSE id END FROM users",
            "case:int4 id:int4"},
           {"SELECT coalesce(name, 'x'), greatest(1, 2), nullif(id, 1), ARRAY[1], ROW(1), "
            "current_date, EXISTS (SELECT 1), (SELECT title FROM posts), ARRAY(SELECT 1) FROM "
            "users",
            "coalesce:text greatest:int4 nullif:? array:? row:? current_date:date exists:bool "
            "title:text array:?"},
           {"SELECT id + 1, -id, id = 1, id IS NULL, name || name, id * 2.5 FROM users",
            "?column?:int4 ?column?:int4 ?column?:bool ?column?:bool ?column?:text "
            "?column?:numeric"},
           {"SELECT sum(id), sum(user_id), avg(id), min(title), max(e), array_agg(id) FROM posts",
            "sum:numeric sum:int8 avg:numeric min:text max:? array_agg:int8"},
           {"SELECT max('a'::mood), max('a'::s.mood), max(f()), max(mail) FROM users",
            "max:s.mood max:s.mood max:date max:text"},
           {"SELECT f() + 1, f() - f(), f() + '1 day'::interval, now() - now(), -now() FROM users",
            "?column?:date ?column?:int4 ?column?:timestamp ?column?:interval ?column?:?"},
           {"SELECT '{}'::jsonb -> 'a', '{}'::jsonb ->> 'a', mail || '!', 1::real + 1 FROM users",
            "?column?:jsonb ?column?:text ?column?:text ?column?:float8"},
           {"SELECT coalesce(count(*), 0), coalesce(mail, name), coalesce(f(), now()), "
            "coalesce(id, name) FROM users",
            "coalesce:int8 coalesce:varchar coalesce:timestamptz coalesce:?"},
           {"SELECT (u).id, name COLLATE \"C\" FROM users u", "id:? name:text/C"},
           {"SELECT id FROM users UNION SELECT user_id FROM posts", "id:int4"},
           {"SELECT id FROM users UNION SELECT id FROM posts", "id:int8"},
           {"SELECT 'a'::mood AS m UNION SELECT NULL::s.mood", "m:s.mood"},
           {"SELECT NULL AS a UNION ALL SELECT id FROM users", "a:int4"},
           {"VALUES (1, 'a'), (NULL, 'b')", "column1:int4 column2:text"},
           {"TABLE users", "id:int4 name:text/de mail:varchar"},
           {"WITH q (a) AS (SELECT id FROM users) SELECT * FROM q", "a:int4"},
           {"WITH users AS (SELECT 1 AS z) SELECT * FROM users", "z:int4"},
           {"WITH RECURSIVE q AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM q) SELECT * FROM q",
            "n:int4"},
           {"WITH w AS (SELECT 1 AS z) SELECT * FROM (SELECT * FROM w) AS q", "z:int4"},
           {"SELECT * FROM (SELECT id, name FROM users) AS q (a)", "a:int4 name:text/de"},
           {"SELECT * FROM users u (a, b)", "a:int4 b:text/de mail:varchar"},
           {"SELECT * FROM f() AS r (a int, b text)", "a:int4 b:text"},
           {"SELECT * FROM users, LATERAL (SELECT users.name AS n) AS l",
            "id:int4 name:text/de mail:varchar n:text/de"},
           {"SELECT * FROM unknown", "nothing"},
           {"SELECT a FROM unknown", "a:?"},
           {"SELECT * FROM f()", "nothing"},
           {"SELECT u.* FROM users u, unknown", "id:int4 name:text/de mail:varchar"},
           {"SELECT users.id, s.users.x FROM s.users", "id:uuid x:?"},
           {"WITH d AS (DELETE FROM users RETURNING *) SELECT * FROM d", "nothing"},
           {"DELETE FROM users", "nothing"},
           {"no sql", "nothing"},
       }) {
    CAPTURE(row.query);
    CHECK(columns(row.query) == row.expected);
  }
}

TEST_CASE("a moment that PostgreSQL keeps") {
  for (const auto& [query, expected] : std::vector<std::pair<std::string, bool>>{
           {"SELECT 1 WHERE now() > 'now'::timestamp", true},
           {"SELECT (SELECT timestamptz ' Tomorrow 10:00 ') AS t", true},
           {"SELECT 'today'::date", true},
           {"SELECT 'now'::text, 'now'", false},
           {"SELECT 'nowhere'::date, now()::timestamp", false},
           {"SELECT 'now'::text::timestamp", false},
           {"no sql", false},
       }) {
    CAPTURE(query);
    CHECK(keeps_moment(query) == expected);
  }
}

TEST_CASE("every * is written out") {
  for (const Row& row : std::vector<Row>{
           {"SELECT * FROM users", "SELECT users.id, users.name, users.mail FROM users"},
           {"SELECT 1, p.*, * FROM users u JOIN posts p USING (id)",
            "SELECT 1, p.id, p.user_id, p.title, u.id, u.name, u.mail, p.user_id, p.title FROM "
            "users u JOIN posts p USING (id)"},
           {"SELECT * FROM users u FULL JOIN posts p USING (id)",
            "SELECT id, u.name, u.mail, p.user_id, p.title FROM users u FULL JOIN posts p USING "
            "(id)"},
           {"SELECT * FROM s.users", "SELECT users.id, users.x FROM s.users"},
           {"SELECT count(*) FROM (SELECT * FROM posts) q WHERE EXISTS (SELECT * FROM users)",
            "SELECT count(*) FROM (SELECT posts.id, posts.user_id, posts.title FROM posts) q WHERE "
            "EXISTS (SELECT users.id, users.name, users.mail FROM users)"},
           {"WITH q AS (SELECT * FROM posts) SELECT * FROM q UNION SELECT 1, 2, 'x'",
            "WITH q AS (SELECT posts.id, posts.user_id, posts.title FROM posts) SELECT q.id, "
            "q.user_id, q.title FROM q UNION SELECT 1, 2, 'x'"},
           {"SELECT id FROM unknown", "SELECT id FROM unknown"},
           {"SELECT * FROM unknown", "nothing"},
           {"SELECT * FROM a.t, b.t", "nothing"},
       }) {
    CAPTURE(row.query);
    CHECK(expanded(row.query, catalog()).value_or("nothing") == row.expected);
  }
}

TEST_CASE("the columns that a query reads") {
  for (const Row& row : std::vector<Row>{
           {"SELECT name FROM users WHERE id > 1 ORDER BY mail", "users.name users.id users.mail"},
           {"SELECT u.name AS title FROM users u ORDER BY title", "users.name"},
           {"SELECT name, count(*) FROM users GROUP BY name HAVING max(id) > 1",
            "users.name users.id"},
           {"SELECT q.a FROM (SELECT id AS a FROM users) q", "users.id"},
           {"SELECT 1 FROM users JOIN posts USING (id)", "users.id posts.id"},
           {"SELECT 1 FROM users u JOIN posts p ON p.user_id = u.id", "posts.user_id users.id"},
           {"SELECT (SELECT title FROM posts WHERE user_id = users.id) FROM users",
            "posts.title posts.user_id users.id"},
           {"SELECT (SELECT name) FROM users", "users.name"},
           {"SELECT row_to_json(users) FROM users", "users.id users.name users.mail"},
           {"SELECT rank() OVER (PARTITION BY mail ORDER BY id) FROM users", "users.mail users.id"},
           {"SELECT b FROM users u (a, b)", "users.name"},
           {"SELECT a FROM unknown", "unknown.a"},
           {"SELECT t.a FROM unknown t, users", "unknown.a"},
           {"SELECT a FROM unknown, users", "nothing"},
           {"SELECT id FROM users, posts", "nothing"},
           {"SELECT nowhere FROM users", "nothing"},
           {"SELECT * FROM users", "nothing"},
           {"WITH q AS (SELECT id AS i FROM users) SELECT i FROM q", "users.id"},
       }) {
    CAPTURE(row.query);
    CHECK(read(row.query) == row.expected);
  }
}

TEST_CASE("a query after a column was renamed") {
  for (const Row& row : std::vector<Row>{
           {"SELECT name FROM users", "SELECT label AS name FROM users"},
           {"SELECT users.name AS n FROM users WHERE name = 'x' ORDER BY users.name",
            "SELECT users.label AS n FROM users WHERE label = 'x' ORDER BY users.label"},
           {"SELECT name FROM users ORDER BY name",
            "SELECT label AS name FROM users ORDER BY name"},
           {"SELECT name, count(*) FROM users GROUP BY name",
            "SELECT label AS name, count(*) FROM users GROUP BY label"},
           {"SELECT lower(name) FROM users", "SELECT lower(label) FROM users"},
           {"SELECT q.name FROM (SELECT name FROM users) q",
            "SELECT q.name FROM (SELECT label AS name FROM users) q"},
           {"SELECT name FROM users, unknown", "SELECT users.label AS name FROM users, unknown"},
           {"SELECT (SELECT name FROM posts LIMIT 1) FROM users",
            "SELECT (SELECT users.label AS name FROM posts LIMIT 1) AS name FROM users"},
           {"SELECT title FROM posts", "SELECT title FROM posts"},
           {"SELECT n FROM users u (i, n)", "SELECT n FROM users u(i, n)"},
       }) {
    CAPTURE(row.query);
    CHECK(with_column_renamed(row.query, {{}, "users"}, "name", "label", catalog())
              .value_or("nothing") == row.expected);
  }
  CHECK(with_column_renamed("SELECT name FROM users, posts", {{}, "users"}, "name", "title",
                            catalog()) == "SELECT users.title AS name FROM users, posts");
  CHECK_FALSE(with_column_renamed("SELECT 1 FROM users JOIN posts USING (id)", {{}, "users"}, "id",
                                  "key", catalog()));
}

TEST_CASE("a query after a relation was renamed") {
  for (const Row& row : std::vector<Row>{
           {"SELECT users.name, u.id FROM users, s.users u",
            "SELECT people.name, u.id FROM app.people, s.users u"},
           {"SELECT users.name FROM users u, s.users", "nothing"},
           {"SELECT u.name FROM users u", "SELECT u.name FROM app.people u"},
           {"WITH users AS (SELECT 1 AS a) SELECT users.a FROM users",
            "WITH users AS (SELECT 1 AS a) SELECT users.a FROM users"},
           {"SELECT users.id FROM users, posts people", "nothing"},
           {"SELECT row_to_json(users) FROM users", "nothing"},
       }) {
    CAPTURE(row.query);
    CHECK(with_relation_renamed(row.query, {{}, "users"}, {"app", "people"}, catalog())
              .value_or("nothing") == row.expected);
  }
}

TEST_CASE("one rewriting after the other is as good as each by itself") {
  const std::string query = "SELECT id, name FROM users WHERE name <> 'x'";
  const auto first = with_column_renamed(query, {{}, "users"}, "name", "title", catalog());
  REQUIRE(first);
  // The tree of the new text is still there; a text with other blanks is parsed.
  NameMap names;
  names.relation = [](const Name& name) {
    return name.name == "users" ? Name{"app", "people"} : name;
  };
  CHECK(rewritten(*first, Form::statement, names) ==
        rewritten("  " + *first, Form::statement, names));
  CHECK(names_in(*first, Form::statement).relations == std::vector<Name>{{{}, "users"}});
  // And the old text means what it did.
  CHECK(names_in(query, Form::statement).columns == std::vector<std::string>{"id", "name"});
}
