#pragma once

// Internal to dialect/sql: one layout each, for the table in layouts.cpp.

#include "dialect/sql/layout.h"

namespace migcheck::sql_files {

// `<version>_<name>/up.sql` and down.sql, with a metadata.toml. Versions are texts, without their
// hyphens. Sources: diesel_migrations' documentation (FileBasedMigrations) and
// migrations_internals::version_from_string.
Layout diesel();

// `<version>_<name>.up.sql` and `.down.sql`; versions are integers, and what stands in one file is
// sent as one query. Source: golang-migrate's MIGRATIONS.md and its driver for PostgreSQL.
Layout golang_migrate();

// The same names, or `<version>_<name>.sql` without a way back; each in a transaction, unless it
// begins with `-- no-transaction`. Source: sqlx_core::migrate (source.rs, migration.rs).
Layout sqlx();

// `<version>_<name>.sql` with the annotations of goose, or `.go`; versions are integers.
// Source: goose's documentation, "SQL file annotations", and its sqlparser.
Layout goose();

// `<version>….sql` with `-- migrate:up` and `-- migrate:down`, in the order of the files' names.
// Source: dbmate's README and its FindMigrations.
Layout dbmate();

// `V<version>__<name>.sql`, undone by `U…`, followed by the repeatable `R__<name>.sql`, also in
// folders below. Source: Flyway's documentation, "Migrations", and its MigrationVersion.
Layout flyway();

// `<number>_<name>.sql`, run in the order of the numbers by whatever it is; there is no way back.
Layout numbered();

}  // namespace migcheck::sql_files
