#include "roundtrip/rows/seed.h"

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "core/text.h"
#include "roundtrip/rows/insert.h"
#include "roundtrip/rows/order.h"
#include "roundtrip/rows/solve.h"

namespace migcheck {

namespace {

constexpr const char* kBack =
    "ROLLBACK TO SAVEPOINT migcheck_rows; RELEASE SAVEPOINT migcheck_rows";

std::string one_line(const SqlFailure& failure) {
  const std::string detail = failure.detail.empty() ? "" : " (" + failure.detail + ")";
  return replace_all(failure.message + detail, "\n", " ");
}

class Seeder {
 public:
  Seeder(Connection& connection, const std::vector<std::string>& tables, RowVariety variety,
         const std::vector<ColumnHint>& hints)
      : connection_(connection),
        shapes_(read_shapes(connection, tables, Within::transaction)),
        variety_(variety) {
    for (const ColumnHint& hint : hints) take(hint);
  }

  SeedResult run() {
    if (shapes_.tables.empty()) return {};
    if (!shapes_.deferrables.empty()) connection_.query("SET CONSTRAINTS ALL IMMEDIATE");
    for (const SeedUnit& unit : seed_order(shapes_)) {
      unit.at_once ? seed_at_once(unit) : seed_one_by_one(unit);
    }
    restore_constraints();
    return count_rows();
  }

 private:
  void take(const ColumnHint& hint) {
    for (TableShape& table : shapes_.tables) {
      if (table.name != hint.table) continue;
      for (ColumnShape& column : table.columns) {
        if (column.name == hint.column) column.texts = hint.texts;
      }
    }
  }

  // Rows for a table, or why there are none.
  struct Plan {
    std::vector<ChosenRow> rows;
    std::string obstacle;
  };

  void seed_one_by_one(const SeedUnit& unit) {
    for (const TableShape* table : unit.tables) {
      Plan plan = make_plan(*table, read_keys(*table));
      if (plan.obstacle.empty()) plan.obstacle = insert(*table, plan.rows);
      obstacles_[table->oid] = plan.obstacle;
    }
  }

  void seed_at_once(const SeedUnit& unit) {
    std::vector<std::string> inserts;
    std::string obstacle;
    for (const TableShape* table : unit.tables) {
      const Plan plan = make_plan(*table, keys_at_once(unit, *table));
      if (obstacle.empty() && !plan.obstacle.empty()) {
        obstacle = "its rows need some of " + table->name + ": " + plan.obstacle;
      }
      if (plan.obstacle.empty()) {
        inserts.push_back(insert_sql(*table, plan.rows, OnConflict::skip));
      }
    }
    if (obstacle.empty()) {
      const auto failure = attempt(at_once_sql(inserts));
      if (failure) obstacle = refused(*failure);
    }
    for (const TableShape* table : unit.tables) obstacles_[table->oid] = obstacle;
  }

  std::vector<ReferenceKeys> read_keys(const TableShape& table) {
    const std::string sql = references_query(shapes_, table);
    if (sql.empty()) return std::vector<ReferenceKeys>(table.foreign_keys.size());
    return reference_keys(shapes_, table, connection_.query(sql));
  }

  // For keys into the same cycle: those that its rows are going to have.
  std::vector<ReferenceKeys> keys_at_once(const SeedUnit& unit, const TableShape& table) {
    std::vector<ReferenceKeys> keys = read_keys(table);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      const ForeignKeyShape& key = table.foreign_keys[i];
      const bool is_inside =
          std::any_of(unit.tables.begin(), unit.tables.end(),
                      [&](const TableShape* other) { return other->oid == key.table; });
      if (!is_inside || refers_to_itself(table, key) || !keys[i].keys.empty()) continue;
      keys[i] = expected_keys(shapes_, table, key);
    }
    return keys;
  }

  Plan make_plan(const TableShape& table, const std::vector<ReferenceKeys>& keys) {
    if (!table.is_allowed) return {{}, "the role of the migrations may not insert into it"};
    GroupResult divided = group_columns(shapes_, table, keys, variety_);
    if (!divided.obstacle.empty()) return {{}, divided.obstacle};
    Plan plan;
    plan.obstacle = solve(divided.groups);
    if (!plan.obstacle.empty()) return plan;
    plan.rows = choose_rows(table, divided.groups, variety_);
    if (plan.rows.empty()) plan.obstacle = "no values were found that its unique indexes allow";
    return plan;
  }

  // Returns why there is no solution.
  std::string solve(std::vector<ColumnGroup>& groups) {
    for (ColumnGroup& group : groups) {
      if (is_too_wide(group)) narrow(group);
    }
    const std::string sql = solve_query(groups);
    const auto rows = sql.empty() ? std::vector<Connection::Row>() : ask(sql);
    if (!rows) return solve_with_care(groups);
    set_solutions(groups, *rows);
    return unsolved(groups);
  }

  void narrow(ColumnGroup& group) {
    std::vector<ColumnGroup> singles = single_columns(group);
    const std::string sql = solve_query(singles);
    const auto rows = sql.empty() ? std::vector<Connection::Row>() : ask(sql);
    if (rows) {
      set_solutions(singles, *rows);
      keep_solved(group, singles);
    }
    limit_candidates(group);
  }

  // After a condition that fails for some candidates instead of being false: group by group, and
  // where that fails without the unusual candidates.
  std::string solve_with_care(std::vector<ColumnGroup>& groups) {
    std::vector<Connection::Row> all;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups[i].conditions.empty()) continue;
      auto rows = ask(solve_query(groups[i], i));
      if (!rows) {
        keep_usual_candidates(groups[i]);
        rows = ask(solve_query(groups[i], i));
      }
      if (!rows) return "its checks cannot be evaluated: " + last_error_;
      all.insert(all.end(), rows->begin(), rows->end());
    }
    set_solutions(groups, all);
    return unsolved(groups);
  }

  static std::string unsolved(const std::vector<ColumnGroup>& groups) {
    for (const ColumnGroup& group : groups) {
      if (!group.solutions.empty()) continue;
      std::vector<std::string> names;
      for (const RowCondition& condition : group.conditions) names.push_back(condition.name);
      return "no values were found for " + join(names, " and ");
    }
    return {};
  }

  // All rows at once or, where PostgreSQL refuses that, those that it takes. Returns why none came
  // in.
  std::string insert(const TableShape& table, const std::vector<ChosenRow>& rows) {
    const auto failure = attempt(insert_sql(table, rows, OnConflict::skip));
    if (!failure) return {};
    std::string obstacle = refused(*failure);
    for (const ChosenRow& row : rows) {
      if (!attempt(insert_sql(table, {row}, OnConflict::fail))) obstacle.clear();
    }
    return obstacle;
  }

  static std::string refused(const SqlFailure& failure) {
    return "PostgreSQL refuses the rows: " + one_line(failure);
  }

  std::optional<SqlFailure> attempt(const std::string& sql) {
    auto failure = connection_.execute("SAVEPOINT migcheck_rows; " + sql +
                                       "; RELEASE SAVEPOINT migcheck_rows");
    if (failure) connection_.query(kBack);
    return failure;
  }

  // What a query returns that may fail; then the reason is in last_error_.
  std::optional<std::vector<Connection::Row>> ask(const std::string& sql) {
    std::optional<std::vector<Connection::Row>> rows;
    try {
      rows = connection_.query("SAVEPOINT migcheck_rows; " + sql);
    } catch (const Error& error) {
      last_error_ = replace_all(error.what(), "\n", " ");
    }
    connection_.query(kBack);
    return rows;
  }

  void restore_constraints() {
    std::vector<std::string> deferred;
    for (const DeferrableShape& one : shapes_.deferrables) {
      if (one.is_deferred) deferred.push_back(one.name);
    }
    if (deferred.empty()) return;
    const bool are_all = deferred.size() == shapes_.deferrables.size();
    attempt("SET CONSTRAINTS " + (are_all ? "ALL" : join(deferred, ", ")) + " DEFERRED");
  }

  SeedResult count_rows() {
    std::vector<std::string> counts;
    for (const TableShape& table : shapes_.tables) {
      const std::string from = (table.is_parted ? "" : "ONLY ") + table.name;
      counts.push_back(table.is_allowed ? "(SELECT pg_catalog.count(*) FROM (SELECT FROM " + from +
                                              " LIMIT 1000) AS counted)"
                                        : "0");
    }
    const Connection::Row row = connection_.query("SELECT " + join(counts, ", ")).at(0);
    SeedResult result;
    for (std::size_t i = 0; i < shapes_.tables.size(); ++i) {
      const TableShape& table = shapes_.tables[i];
      SeededTable seeded{table.oid, table.name, table.is_wanted, std::stoul(row[i]),
                         obstacles_[table.oid]};
      if (seeded.rows == 0 && seeded.obstacle.empty()) {
        seeded.obstacle = "PostgreSQL takes the rows, but a trigger or a rule keeps them away";
      }
      result.tables.push_back(std::move(seeded));
    }
    return result;
  }

  Connection& connection_;
  Shapes shapes_;
  RowVariety variety_;
  std::map<Oid, std::string> obstacles_;
  std::string last_error_;
};

}  // namespace

SeedResult seed_rows(Connection& connection, const std::vector<std::string>& tables,
                     RowVariety variety, const std::vector<ColumnHint>& hints) {
  return Seeder(connection, tables, variety, hints).run();
}

}  // namespace migcheck
