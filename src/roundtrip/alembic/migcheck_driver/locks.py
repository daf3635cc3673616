"""What the running transaction has locked."""

LOCKS = (
    "SELECT relation::text, mode, coalesce(pg_catalog.pg_relation_filenode(relation)::text, '') "
    "FROM pg_catalog.pg_lock_status() WHERE pid = pg_catalog.pg_backend_pid() "
    "AND locktype = 'relation' AND granted AND relation >= 16384"
)


class Locks:
    def __init__(self):
        self.wanted, self.known = False, set()

    def begin(self, wanted):
        self.wanted, self.known = wanted, set()

    def new(self, connection):
        """Those that were not there at the last look, as [oid, mode, file node]. A failure is of the
        statement before: the next one tells it."""
        if not self.wanted:
            return []
        cursor = connection.connection.cursor()
        try:
            cursor.execute(LOCKS)
            held = {tuple(row) for row in cursor.fetchall()}
        finally:
            cursor.close()
        fresh, self.known = held - self.known, held
        return sorted(fresh)
