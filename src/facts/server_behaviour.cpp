#include "facts/server_behaviour.h"

namespace migcheck {

namespace {

struct Row {
  Behaviour behaviour;
  int since;
};

// Source: PostgreSQL's release notes and source files as named; measured on each major.
constexpr Row rows[] = {
    // A new partition of a referenced table locks the tables that refer to it.
    // CloneFkReferenced in tablecmds.c.
    {Behaviour::new_partition_locks_referencing, 15},
    // DETACH PARTITION takes ACCESS EXCLUSIVE on the partition. ATExecDetachPartition in
    // tablecmds.c.
    {Behaviour::detach_locks_partition, 14},
    // The triggers of a foreign key stand on partitioned tables as well, not on their leaves only.
    // addFkRecurseReferenced in tablecmds.c.
    {Behaviour::foreign_key_triggers_on_partitioned, 15},
    // Sequences can be unlogged, and follow their table. ATPrepChangePersistence in tablecmds.c.
    {Behaviour::unlogged_sequences, 15},
    // ADD CONSTRAINT of any kind locks inheriting tables too: their NOT NULL constraints are looked
    // at for a primary key. ATPrepCmd (AT_AddConstraint) in tablecmds.c.
    {Behaviour::constraint_reaches_children, 18},
    // VACUUM and ANALYZE without ONLY process inheriting tables. expand_vacuum_rel in vacuum.c.
    {Behaviour::maintenance_reaches_children, 18},
    // A label that was added to an enum may be used at once where the transaction has created the
    // enum, too. AlterEnum in typecmds.c, enum.c.
    {Behaviour::new_labels_of_new_types, 17},
};

}  // namespace

bool behaves(int pg_version, Behaviour behaviour) {
  for (const Row& row : rows) {
    if (row.behaviour == behaviour) return pg_version >= row.since;
  }
  return false;
}

}  // namespace migcheck
