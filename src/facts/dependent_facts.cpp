#include <algorithm>

#include "facts/builder.h"
#include "facts/narrowing.h"
#include "facts/safe_form.h"

namespace migcheck {

// Without CASCADE, PostgreSQL refuses what CASCADE would take along.
void FactBuilder::drops(StatementFacts& facts, const std::vector<std::string>& named,
                        const std::function<void(Deletion&)>& run) {
  Deletion deletion(schema_, facts.cascade, context_.pg_version);
  run(deletion);
  deletes(facts, deletion);
  Deletion whole(schema_, true, context_.pg_version);
  if (!facts.cascade) run(whole);
  facts.dependents = (facts.cascade ? deletion : whole).dependents(named);
  // A column that the same statement drops as well does not stand in the way.
  if (alter_ != nullptr) {
    std::erase_if(*facts.dependents, [&](const Dependent& dependent) {
      return std::ranges::any_of(alter_->actions, [&](const sql::AlterAction& action) {
        const bool drops = action.kind == sql::AlterAction::Kind::drop_column ||
                           action.kind == sql::AlterAction::Kind::drop_constraint;
        return drops && action.name == dependent.part && dependent.object == facts.table;
      });
    });
  }
  describe(*facts.dependents);
  if (facts.dependents->empty() && schema_.opaque()) facts.dependents.reset();
}

void FactBuilder::describe(std::vector<Dependent>& dependents) const {
  for (Dependent& dependent : dependents) {
    const Relation* relation = schema_.relation(dependent.object);
    if (relation == nullptr) continue;
    dependent.certain = dependent.certain && schema_.is_certain(dependent.object);
    if (relation->query.empty() || !dependent.part.empty()) continue;
    const bool stored = relation->kind == Relation::Kind::materialized_view;
    dependent.definition = std::string("CREATE ") + (stored ? "MATERIALIZED VIEW " : "VIEW ") +
                           sql_name(dependent.object) + " AS " + relation->query;
  }
}

// PostgreSQL refuses to change the type of a column that a view or a generated column uses, even to
// the same type. Source: ATExecAlterColumnType in src/backend/commands/tablecmds.c.
void FactBuilder::retypes(StatementFacts& facts, const sql::AlterAction& action) {
  Deletion uses(schema_, true, context_.pg_version);
  uses.column(facts.table, action.name);
  facts.dependents.emplace();
  for (const Dependent& use : uses.dependents({})) {
    const bool refused = use.kind == Dependent::Kind::view ||
                         use.kind == Dependent::Kind::materialized_view ||
                         use.kind == Dependent::Kind::column;
    if (refused) facts.dependents->push_back(use);
  }
  describe(*facts.dependents);
  const SchemaColumn& column = *schema_.column(facts.table, action.name);
  facts.narrowing = narrowing(column, action, schema_);
}

// The table that a foreign key of the column alone points to; empty where there is none.
std::string FactBuilder::referenced_by(const std::string& table, const std::string& column) const {
  const Relation* relation = schema_.relation(table);
  if (relation == nullptr) return {};
  for (const SchemaConstraint& constraint : relation->constraints) {
    const bool alone = constraint.columns.size() == 1 && constraint.columns.front() == column;
    if (alone && !constraint.references.empty()) return constraint.references;
  }
  return {};
}

// Whether an INSERT that does not name the column fails. A trigger may fill it.
Ternary FactBuilder::is_required(const std::string& table, const SchemaColumn& column) const {
  const bool filled = column.default_value || !column.sequence.empty() || column.generated_as ||
                      column.identity != sql::Column::Identity::none;
  if (!column.not_null || filled) return Ternary::no;
  if (!schema_.is_certain(table) ||
      schema_.type(schema_.resolve_type(column.type.name)) != nullptr) {
    return Ternary::unknown;
  }
  const auto is_trigger = [](const DefinedObject* object) {
    return object->kind == sql::ObjectKind::trigger;
  };
  return std::ranges::any_of(schema_.objects_on(table), is_trigger) ? Ternary::unknown
                                                                    : Ternary::yes;
}

}  // namespace migcheck
