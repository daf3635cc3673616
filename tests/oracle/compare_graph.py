#!/usr/bin/env python3
"""Compares the graph of a real project's revisions with the one that Alembic loads.

    compare_graph.py MIGCHECK VERSIONS_DIR...

Heads, bases, branch points, merge points, and of each revision its parents, dependencies and branch
labels; our order has to have what a revision needs below it. Alembic imports the revisions: run it
only on a checkout that you trust. A module that cannot be imported is replaced by a stand-in.
"""

import json
import os
import pathlib
import subprocess
import sys

import compare_history
import oracle  # noqa: F401  puts Alembic on the path
from alembic.script import ScriptDirectory


def alembic_graph(folders):
    script = ScriptDirectory(
        str(folders[0].parent), version_locations=[str(folder) for folder in folders]
    )
    revisions = list(script.walk_revisions())
    return {
        "heads": set(script.get_heads()),
        "bases": set(script.get_bases()),
        "branch_points": {one.revision for one in revisions if one.is_branch_point},
        "merge_points": {one.revision for one in revisions if one.is_merge_point},
        "revisions": {
            one.revision: (
                set(one._versioned_down_revisions),
                set(one._normalized_resolved_dependencies),
                set(one.branch_labels),
            )
            for one in revisions
        },
    }


def our_graph(migcheck, folders):
    command = [migcheck, "history", "--format", "json"]
    for folder in folders:
        command += ["--migrations", os.path.relpath(folder)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(done.stderr)
    found = json.loads(done.stdout)
    seen = set()
    for one in reversed(found["revisions"]):
        missing = (set(one["down_revisions"]) | set(one["depends_on"])) - seen
        if missing:
            sys.exit(f"{one['revision']} stands below {', '.join(missing)}, which it needs")
        seen.add(one["revision"])
    graph = {
        key: set(found[key]) for key in ("heads", "bases", "branch_points", "merge_points")
    }
    graph["revisions"] = {
        one["revision"]: (
            set(one["down_revisions"]),
            set(one["depends_on"]),
            set(one["branch_labels"]),
        )
        for one in found["revisions"]
    }
    return graph


def main(migcheck, *arguments):
    folders = [pathlib.Path(argument).resolve() for argument in arguments]
    # Nothing is rendered here: a stand-in may be called, indexed and looped over.
    compare_history.Missing.__call__ = lambda self, *_args, **_kwargs: self
    compare_history.Missing.__getitem__ = lambda self, _key: self
    compare_history.Missing.__iter__ = lambda self: iter(())
    sys.meta_path.append(compare_history.StandInFinder())
    theirs, ours = alembic_graph(folders), our_graph(migcheck, folders)
    different = 0
    for key in ("heads", "bases", "branch_points", "merge_points"):
        if theirs[key] != ours[key]:
            different += 1
            print(f"{key}: Alembic {sorted(theirs[key])}, migcheck {sorted(ours[key])}")
    for revision in sorted(theirs["revisions"].keys() | ours["revisions"].keys()):
        one, other = theirs["revisions"].get(revision), ours["revisions"].get(revision)
        if one != other:
            different += 1
            print(f"{revision}: Alembic {one}, migcheck {other}")
    print(f"{len(theirs['revisions'])} revisions, {different} differences")
    return 1 if different else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
