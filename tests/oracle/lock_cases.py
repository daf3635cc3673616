"""The cases of the lock oracle: tests/oracle/locks/*.sql.

A file begins with its fixture: the statements above its first case. A case is

    -- case: its name, unique in the file
    -- setup: SQL that is committed before               (repeatable, as are before and blocker)
    -- before: SQL of the same transaction, before the statement
    -- blocker: SQL of another session, which the statement then waits for
    -- since: 13          the first and the last major version that it is for
    -- until: 16
    the statement

The statement is run in a transaction. Where PostgreSQL refuses that, it is run outside of one,
once for each blocker.
"""

import dataclasses
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parent / "locks"
DIRECTIVE = re.compile(r"-- (case|setup|before|blocker|since|until): (.*)")


@dataclasses.dataclass
class Case:
    file: str
    name: str
    setup: list = dataclasses.field(default_factory=list)
    before: list = dataclasses.field(default_factory=list)
    blocker: list = dataclasses.field(default_factory=list)
    since: int = 0
    until: int = 99
    statement: str = ""

    def __str__(self):
        return f"{self.file}: {self.name}"


@dataclasses.dataclass
class CaseFile:
    name: str
    fixture: str
    cases: list


def read_file(path):
    file = CaseFile(path.stem, "", [])
    for number, line in enumerate(path.read_text().splitlines(), 1):
        directive = DIRECTIVE.fullmatch(line)
        if directive is None:
            if line.startswith("-- ") and file.cases and not file.cases[-1].statement:
                raise SystemExit(f"{path}:{number}: what is {line!r}?")
            if file.cases:
                file.cases[-1].statement += line + "\n"
            else:
                file.fixture += line + "\n"
            continue
        key, value = directive.groups()
        if key == "case":
            file.cases.append(Case(path.stem, value))
        elif key in ("since", "until"):
            setattr(file.cases[-1], key, int(value))
        else:
            getattr(file.cases[-1], key).append(value)
    for case in file.cases:
        case.statement = case.statement.strip()
        if not case.statement:
            raise SystemExit(f"{case}: no statement")
    names = [case.name for case in file.cases]
    for name in names:
        if names.count(name) > 1:
            raise SystemExit(f"{path}: two cases are called {name!r}")
    return file


def read_cases(major, names):
    """The files with the cases for that major version whose names contain one of `names`."""
    files = []
    for path in sorted(FOLDER.glob("*.sql")):
        file = read_file(path)
        file.cases = [case for case in file.cases if case.since <= major <= case.until
                      and (not names or any(name in str(case) for name in names))]
        if file.cases:
            files.append(file)
    return files
