#pragma once

#include <string>
#include <vector>

#include "roundtrip/rows/image.h"

namespace migcheck {

// What became of the rows that a table had before the upgrade, when the downgrade has followed. A
// line each, as text for a user. Nothing is said about what is as it was before.
struct RowChanges {
  // What the upgrade itself changed or dropped, and the downgrade has not brought back:
  // "column public.users.nickname: 3 values", "table public.old: 3 rows",
  // "rows of public.users: 2", "values of public.users.email: 3".
  std::vector<std::string> by_upgrade;

  // What was still there after the upgrade, and is gone or another after the downgrade:
  // "public.users: the row id = 2 is gone", "public.users.name of id = 2: was 'x', is NULL".
  std::vector<std::string> lost;

  // Rows that the downgrade leaves and that were not there before:
  // "public.users: the row id = 9".
  std::vector<std::string> left_behind;

  bool operator==(const RowChanges&) const = default;
};

// Compares three images: `upgraded` and `downgraded` are the tables of `before`, read again. Tables
// and columns are the same ones by oid and number, and otherwise by their names (after the
// downgrade the other way round: it has to give them their names back); rows by their
// primary key and otherwise by their values. Values of changed types are the same where they mean
// the same: 1 and 1.00. Where the upgrade changed a type and the values are still told apart, what
// the downgrade makes of them is lost, not changed by the upgrade. Of the rows of a digest nothing
// is said, but of the table's columns. Pure.
RowChanges compare_rows(const RowImage& before, const RowImage& upgraded,
                        const RowImage& downgraded);

}  // namespace migcheck
