#!/usr/bin/python3
"""Rehearses the small histories and compares the verdicts: run.py MIGCHECK [OPTION…] [NAME…]

    --engine sql|alembic   what runs them; else migcheck decides
    --migcheck-option …    passed on to migcheck roundtrip, e.g. --migcheck-option=--pg-version=14
    --jobs N               at the same time; default 2
    --show                 print what each says, also where it is as expected

NAME is a part of a history's name: "tables/", "healthy". histories/*.toml holds them; history.py
says what stands in an entry.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from history import HistoryError, read_histories, revision_file  # noqa: E402

HISTORIES = pathlib.Path(__file__).parent / "histories"
ORACLE = pathlib.Path(__file__).resolve().parents[2] / "build/oracle/usr/lib/python3/dist-packages"
PREFIX = "roundtrip-"
TIMEOUT = 120


def write_history(history, folder):
    versions = pathlib.Path(folder, "db/versions")
    versions.mkdir(parents=True)
    pathlib.Path(folder, "alembic.ini").write_text("[alembic]\nscript_location = db\n")
    for revision in history.revisions:
        path = versions / f"{revision['id']}.py"
        path.write_text(revision_file(revision), encoding="utf-8")


def rehearse(history, options):
    """What migcheck reports as JSON; a string where it reports nothing."""
    with tempfile.TemporaryDirectory(prefix="migcheck-history-") as folder:
        os.chmod(folder, 0o755)  # the server runs as another user
        write_history(history, folder)
        paths = [f"db/versions/{name}.py" for name in history.changed()]
        command = [options.migcheck, "roundtrip", "-C", folder, "--format", "json"]
        command += options.migcheck_option
        environment = dict(os.environ)
        if options.engine:
            command += ["--engine", options.engine]
        if options.engine == "alembic":
            command += ["--python", sys.executable]
            environment["PYTHONPATH"] = os.environ.get("MIGCHECK_ORACLE_PYTHONPATH", str(ORACLE))
        done = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=TIMEOUT,
                              cwd=folder, env=environment, check=False)
    if done.returncode not in (0, 1):
        return f"exit status {done.returncode}: {done.stderr}"
    return json.loads(done.stdout)


def messages_by_policy(report):
    """What was found. The policy for changed values is off by default: they are only listed."""
    found = collections.defaultdict(list)
    for finding in report["findings"]:
        found[finding["policy"].removeprefix(PREFIX)].append(finding["message"])
    for revision in report["roundtrip"]["revisions"]:
        if revision["values_changed"]:
            found["values-changed"] += revision["values_changed"]
    return found


def problems_of(history, report):
    """How the verdict differs from what is expected, one line each."""
    if isinstance(report, str):
        return [report]
    problems = []
    found = messages_by_policy(report)
    expected = set(history.may)
    for policies, texts in history.finds.items():
        names = policies.split("|")
        expected.update(names)
        said = "\n".join(message for name in names for message in found.get(name, []))
        if not said:
            problems.append(f"does not find {policies}: {texts}")
        else:
            problems += [f"{policies} does not say: {text}" for text in texts if text not in said]
    problems += [f"finds {name}" for name in found if name not in expected]
    statuses = {one["revision"]: one["status"] for one in report["roundtrip"]["revisions"]}
    if statuses != history.statuses:
        problems.append(f"the status is {statuses}, not {history.statuses}")
    return problems


def said_by(report):
    if isinstance(report, str):
        return []
    findings = [f"{finding['severity']}[{finding['policy']}]: {finding['message']}"
                for finding in report["findings"]]
    return findings + [f"values changed: {line}" for one in report["roundtrip"]["revisions"]
                       for line in one["values_changed"]]


def judge(history, options):
    """The lines to print, or none where the verdict is as expected."""
    try:
        report = rehearse(history, options)
    except subprocess.TimeoutExpired:
        return ["takes too long"]
    problems = problems_of(history, report)
    return problems + ["  " + line for text in said_by(report) if problems or options.show
                       for line in text.splitlines()]


def read_all():
    files = sorted(HISTORIES.glob("*.toml"))
    return [history for path in files for history in read_histories(path)]


def parse(arguments):
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("migcheck", type=os.path.abspath)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--engine", choices=("sql", "alembic"))
    parser.add_argument("--migcheck-option", action="append", default=[])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", action="store_true")
    return parser.parse_intermixed_args(arguments)


def main():
    options = parse(sys.argv[1:])
    try:
        histories = [one for one in read_all()
                     if not options.names or any(name in one.name for name in options.names)]
    except HistoryError as error:
        sys.exit(str(error))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        verdicts = list(pool.map(lambda one: judge(one, options), histories))
    wrong = 0
    for history, lines in zip(histories, verdicts):
        is_wrong = any(not line.startswith("  ") for line in lines)
        wrong += is_wrong
        if lines:
            print(f"{'WRONG' if is_wrong else 'right'} {history.name}", *lines, sep="\n  ")
    print(f"{len(histories)} histories, {wrong} judged wrong")
    sys.exit(1 if wrong or not histories else 0)


if __name__ == "__main__":
    main()
