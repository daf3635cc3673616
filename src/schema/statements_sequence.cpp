#include "schema/default_privileges.h"
#include "schema/names.h"
#include "schema/render.h"
#include "schema/statements_plan.h"

namespace migcheck {

// An identity column makes its sequence itself.
void Planner::create_sequence(const Relation& relation) {
  const SchemaSequence sequence = relation.sequence.value_or(SchemaSequence{});
  if (!sequence.identity) {
    const bool unlogged = relation.persistence == sql::Persistence::unlogged;
    const bool temporary = relation.persistence == sql::Persistence::temporary;
    std::string text = unlogged    ? "CREATE UNLOGGED SEQUENCE "
                       : temporary ? "CREATE TEMPORARY SEQUENCE "
                                   : "CREATE SEQUENCE ";
    text += rendered_name(relation.name);
    if (sequence.type != "int8") text += " AS " + rendered_type({{{}, sequence.type}, {}, 0});
    Step& step = add(rank_create_sequence, text + rendered_sequence_options(sequence));
    step.makes = {relation_key(relation.name), slot_key(relation.name)};
    own_sequence(nullptr, relation);
  } else {
    retype_identity(relation);
  }
  Relation bare;
  bare.kind = relation.kind;
  bare.privileges =
      privileges_of_new(from_, to_, sql::ObjectKind::sequence, unqualified(relation.name).schema);
  describe_relation(bare, relation);
}

// The sequence of an identity column has the column's type, unless LIKE copied it.
void Planner::retype_identity(const Relation& relation) {
  const SchemaSequence made = relation.sequence.value_or(SchemaSequence{});
  const SchemaColumn* column = to_.column(made.owner_table, made.owner_column);
  if (column == nullptr || !column->type.name.schema.empty()) return;
  SchemaSequence first = made;
  first.type = column->type.name.name;
  if (first.type == made.type) return;
  add(rank_set_default,
      "ALTER SEQUENCE " + rendered_name(relation.name) + rendered_sequence_changes(first, made))
      .needs = {relation_key(relation.name)};
}

void Planner::own_sequence(const Relation* before, const Relation& after) {
  const SchemaSequence made = after.sequence.value_or(SchemaSequence{});
  const SchemaSequence old =
      before == nullptr ? SchemaSequence{} : before->sequence.value_or(SchemaSequence{});
  if (made.identity) return;
  if (made.owner_table == old.owner_table && made.owner_column == old.owner_column) return;
  const std::string column = made.owner_table.empty() ? "NONE"
                                                      : rendered_name(made.owner_table) + "." +
                                                            sql::quoted(made.owner_column);
  Step& step = add(made.owner_table.empty() ? rank_detach : rank_own_sequence,
                   "ALTER SEQUENCE " + rendered_name(after.name) + " OWNED BY " + column);
  step.needs = {relation_key(after.name), relation_key(made.owner_table),
                column_node(made.owner_table, made.owner_column)};
  step.releases = {relation_key(old.owner_table), column_node(old.owner_table, old.owner_column)};
}

void Planner::sequence(const Relation& before, const Relation& after) {
  const SchemaSequence old = before.sequence.value_or(SchemaSequence{});
  const SchemaSequence made = after.sequence.value_or(SchemaSequence{});
  const std::string alter = "ALTER SEQUENCE " + rendered_name(after.name);
  const std::string changes = rendered_sequence_changes(old, made);
  if (!changes.empty()) {
    // The sequence of an identity column follows the column's type by itself.
    add(rank_set_default, alter + changes).needs = {
        relation_key(after.name), column_node(made.owner_table, made.owner_column)};
  }
  const auto unlogged = [](const Relation& r) {
    return r.persistence == sql::Persistence::unlogged;
  };
  if (unlogged(before) != unlogged(after) && made.owner_table.empty()) {
    add(rank_alter_table, alter + (unlogged(after) ? " SET UNLOGGED" : " SET LOGGED"));
  }
  own_sequence(&before, after);
}

}  // namespace migcheck
