#pragma once

namespace migcheck {

// What PostgreSQL's majors do differently, as far as facts ask for it.
enum class Behaviour {
  new_partition_locks_referencing,
  detach_locks_partition,
  foreign_key_triggers_on_partitioned,
  unlogged_sequences,
  constraint_reaches_children,
  maintenance_reaches_children,
  new_labels_of_new_types,
};

// Whether that major version behaves so.
bool behaves(int pg_version, Behaviour behaviour);

}  // namespace migcheck
