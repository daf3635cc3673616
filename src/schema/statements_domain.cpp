#include <algorithm>

#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

namespace {

const SchemaConstraint* find(const SchemaType& domain, const std::string& name) {
  const auto at = std::find_if(domain.constraints.begin(), domain.constraints.end(),
                               [&](const SchemaConstraint& c) { return c.name == name; });
  return at == domain.constraints.end() ? nullptr : &*at;
}

std::string default_of(const SchemaType& domain) {
  return domain.default_value ? domain.default_value->sql : "";
}

bool same_check(const SchemaConstraint& a, const SchemaConstraint& b) {
  return a.check && b.check && a.check->sql == b.check->sql;
}

}  // namespace

void Planner::alter_domain(const SchemaType& before, const SchemaType& after) {
  const std::string alter = "ALTER DOMAIN " + rendered_name(after.name);
  if (default_of(before) != default_of(after)) {
    Step& step =
        add(rank_set_default,
            alter + (after.default_value ? " SET DEFAULT " + rendered_default(default_of(after))
                                         : " DROP DEFAULT"));
    step.needs = after_.in(default_of(after));
    step.releases = before_.in(default_of(before));
  }
  if (before.not_null != after.not_null) {
    add(rank_add_check, alter + (after.not_null ? " SET NOT NULL" : " DROP NOT NULL"));
  }
  for (const SchemaConstraint& constraint : before.constraints) {
    const SchemaConstraint* kept = find(after, constraint.name);
    const bool stays = kept != nullptr && same_check(constraint, *kept) &&
                       (constraint.valid == kept->valid || kept->valid);
    if (stays) continue;
    Step& step =
        add(rank_drop_constraint, alter + " DROP CONSTRAINT " + sql::quoted(constraint.name));
    step.frees = {constraint_node(after.name, constraint.name)};
    if (constraint.check) step.releases = before_.in(constraint.check->sql);
  }
  for (const SchemaConstraint& constraint : after.constraints) {
    const SchemaConstraint* old = find(before, constraint.name);
    if (old != nullptr && same_check(*old, constraint)) {
      if (old->valid == constraint.valid) continue;
      if (constraint.valid) {
        add(rank_state, alter + " VALIDATE CONSTRAINT " + sql::quoted(constraint.name));
        continue;
      }
    }
    Step& step = add(rank_add_check, alter + " ADD " + rendered_domain_constraint(constraint));
    step.makes = {constraint_node(after.name, constraint.name)};
    if (constraint.check) step.needs = after_.in(constraint.check->sql);
  }
}

}  // namespace migcheck
