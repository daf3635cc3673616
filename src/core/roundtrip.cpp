#include "core/roundtrip.h"

namespace migcheck {

const char* to_string(RoundtripProblem::Kind kind) {
  using Kind = RoundtripProblem::Kind;
  switch (kind) {
    case Kind::upgrade_failed:
      return "upgrade_failed";
    case Kind::downgrade_failed:
      return "downgrade_failed";
    case Kind::reupgrade_failed:
      return "reupgrade_failed";
    case Kind::schema_not_restored:
      return "schema_not_restored";
    case Kind::reupgrade_differs:
      return "reupgrade_differs";
    case Kind::statement_skipped:
      return "statement_skipped";
    case Kind::column_order_differs:
      return "column_order_differs";
    case Kind::enum_value_left:
      return "enum_value_left";
    case Kind::upgrade_fails_on_rows:
      return "upgrade_fails_on_rows";
    case Kind::upgrade_fails_on_some_rows:
      return "upgrade_fails_on_some_rows";
    case Kind::downgrade_fails_on_rows:
      return "downgrade_fails_on_rows";
    case Kind::downgrade_fails_on_some_rows:
      return "downgrade_fails_on_some_rows";
    case Kind::constraint_fails_on_some_rows:
      return "constraint_fails_on_some_rows";
    case Kind::locks_differ:
      return "locks_differ";
    case Kind::rows_lost:
      return "rows_lost";
    case Kind::rows_left:
      return "rows_left";
    case Kind::models_differ:
      return "models_differ";
    case Kind::values_changed:
      return "values_changed";
    case Kind::stopped:
      return "stopped";
    case Kind::not_judged:
      return "not_judged";
    case Kind::base_failed:
      break;
  }
  return "base_failed";
}

}  // namespace migcheck
