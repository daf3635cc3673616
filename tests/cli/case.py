"""A command-line case: one text file that is read from top to bottom.

The lines before the first section are the description. A section starts with `== name`:

    == file PATH        writes the lines that follow to PATH
    == setup            runs them in bash; every command must succeed
    == run              runs them in bash; what follows is expected of this run
    == status           the exit status (mandatory after each run)
    == stdout           what it prints; left out: nothing
    == stderr           likewise
    == after PATH       the content of PATH afterwards; "(absent)" if it must not be there

A case may have several runs. Trailing blank lines of a section do not count.
"""

import dataclasses
import re

EXPECTATIONS = ("status", "stdout", "stderr", "after")
HEADER = re.compile(r"^== (\w+)(?: (\S.*))?$")


class CaseError(Exception):
    """A case file that does not follow the format."""


@dataclasses.dataclass
class Section:
    name: str
    argument: str
    body: str = ""


@dataclasses.dataclass
class Run:
    """A run and what is expected of it, as sections in the order of the file."""

    section: Section
    expected: list

    def body(self, name):
        return next((s.body for s in self.expected if s.name == name), "")


def read_sections(text):
    """Splits a case into (description, sections)."""
    description, sections = [], []
    for line in text.splitlines():
        header = HEADER.match(line)
        if header:
            sections.append(Section(header.group(1), header.group(2) or ""))
        elif sections:
            sections[-1].body += line + "\n"
        else:
            description.append(line)
    for section in sections:
        section.body = section.body.rstrip("\n") + "\n" if section.body.strip("\n") else ""
    return "\n".join(description).strip(), sections


def read_case(text):
    """Checks the format. Returns (description, steps): Sections (file, setup) and Runs."""
    description, sections = read_sections(text)
    if not description:
        raise CaseError("it has no description")
    steps = []
    for section in sections:
        if section.name in ("file", "setup"):
            steps.append(section)
        elif section.name == "run":
            steps.append(Run(section, []))
        elif section.name in EXPECTATIONS:
            if not steps or not isinstance(steps[-1], Run):
                raise CaseError(f"`== {section.name}` does not follow a run")
            steps[-1].expected.append(section)
        else:
            raise CaseError(f"unknown section `== {section.name}`")
        if (section.name in ("file", "after")) != bool(section.argument):
            raise CaseError(f"`== {section.name}`: a path is for `file` and `after` only")
    check_runs([step for step in steps if isinstance(step, Run)])
    return description, steps


def check_runs(runs):
    if not runs:
        raise CaseError("it runs nothing")
    for run in runs:
        keys = [(s.name, s.argument) for s in run.expected]
        if len(set(keys)) != len(keys):
            raise CaseError("an expectation is there twice")
        if not re.fullmatch(r"\d+\n", run.body("status")):
            raise CaseError("a run has no expectations: at least `== status` is needed")


def write_case(description, steps):
    """The text of a case; what read_case read."""
    parts = [description + "\n"]
    for step in steps:
        sections = [step.section, *step.expected] if isinstance(step, Run) else [step]
        for section in sections:
            argument = f" {section.argument}" if section.argument else ""
            parts.append(f"== {section.name}{argument}\n{section.body}")
    return "\n".join(parts)
