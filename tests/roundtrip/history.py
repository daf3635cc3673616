"""A small history with a fault, and the healthy one beside it: an entry of histories/*.toml.

    base        SQL below the change; the file's own `base` comes before the entry's
    upgrade     the revision with the fault …
    downgrade   … as SQL, or as the body of Alembic's functions with `language = "python"`
    finds       policy (without `roundtrip-`, "a|b": one of them) = text or texts that its findings
                have to contain; no other policy may find anything
    may         policies that may find something besides
    status      of the revision: "failed", unless it is said
    healthy     what is different in the healthy history; it finds nothing and has passed, unless
                `healthy.finds`, `healthy.may` or `healthy.status` says otherwise

A history of several revisions lists them as `revisions` instead, with `id`, `after` (the ids before
it), `depends_on` and `below = true` for those that are not part of the change; `statuses` has the
status of each, and `healthy.ID` what is different in a revision.
"""

import dataclasses
import tomllib

KEYS = {"base", "upgrade", "downgrade", "language", "finds", "may", "status", "statuses", "healthy",
        "revisions"}
REVISION_KEYS = {"id", "after", "depends_on", "below", "upgrade", "downgrade", "language"}

TEMPLATE = '''"""Revision {id}"""

import sqlalchemy as sa
from alembic import op

revision = {id!r}
down_revision = {after!r}
depends_on = {depends_on!r}


def upgrade():
    {upgrade}


def downgrade():
    {downgrade}
'''


class HistoryError(Exception):
    """An entry that does not follow the format."""


@dataclasses.dataclass
class History:
    """One history and the verdict that is expected."""

    name: str  # "tables/index-left", "tables/index-left (healthy)"
    revisions: list
    finds: dict  # "rows-lost|values-changed" → the texts
    may: set
    statuses: dict  # of each revision that is not below the change

    def changed(self):
        return [one["id"] for one in self.revisions if not one.get("below")]


def read_histories(path):
    """The histories of a file, each followed by its healthy twin."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    shared = {key: table.pop(key, default) for key, default in (("base", ""), ("language", "sql"))}
    histories = []
    for name, entry in table.items():
        name = f"{path.stem}/{name}"
        histories += [faulty(name, entry, shared), healthy(f"{name} (healthy)", entry, shared)]
    return histories


def faulty(name, entry, shared):
    needed = {"finds", "healthy"}
    needed |= {"revisions"} if "revisions" in entry else {"upgrade", "downgrade"}
    if entry.keys() - KEYS or needed - entry.keys():
        raise HistoryError(f"{name}: lacks {sorted(needed - entry.keys())}, "
                           f"unknown are {sorted(entry.keys() - KEYS)}")
    return make_history(name, entry, shared, "failed")


def healthy(name, entry, shared):
    changes = dict(entry["healthy"])
    twin = {**entry, "finds": {}, "may": [], "status": "passed", "statuses": {}}
    if "revisions" in entry:
        twin["revisions"] = [{**one, **changes.pop(one["id"], {})} for one in entry["revisions"]]
    unknown = changes.keys() - KEYS
    if unknown or changes.keys() <= {"finds", "may"} and "revisions" not in entry:
        raise HistoryError(f"{name}: nothing is different, or {sorted(unknown)} unknown")
    return make_history(name, {**twin, **changes}, shared, "passed")


def make_history(name, entry, shared, status):
    revisions = entry.get("revisions") or chain(entry, shared)
    for one in revisions:
        if one.keys() - REVISION_KEYS:
            raise HistoryError(f"{name}: unknown key in {one}")
    finds = {policies: [texts] if isinstance(texts, str) else texts
             for policies, texts in entry["finds"].items()}
    changed = [one["id"] for one in revisions if not one.get("below")]
    statuses = dict.fromkeys(changed, entry.get("status", status)) | entry.get("statuses", {})
    return History(name, revisions, finds, set(entry.get("may", [])), statuses)


def chain(entry, shared):
    """The base and the one revision above it."""
    base = {"id": "below", "below": True, "upgrade": shared["base"] + entry.get("base", "")}
    change = {"id": "change", "after": ["below"], "upgrade": entry["upgrade"],
              "downgrade": entry["downgrade"],
              "language": entry.get("language", shared["language"])}
    return [base, change] if base["upgrade"] else [{**change, "after": []}]


def body(text, language):
    """The body of a function, indented but for its first line."""
    if not text.strip():
        return "pass"
    if language == "sql":
        return f'op.execute(r"""{text.strip()}""")'
    return "\n    ".join(text.strip().splitlines()).replace("\n    \n", "\n\n")


def revision_file(revision):
    """The text of Alembic's file."""
    after = revision.get("after", [])
    language = revision.get("language", "sql")
    return TEMPLATE.format(
        id=revision["id"], after=after[0] if len(after) == 1 else tuple(after) or None,
        depends_on=revision.get("depends_on"),
        upgrade=body(revision["upgrade"], language),
        downgrade=body(revision.get("downgrade", ""), language))
