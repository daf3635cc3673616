"""As much of GitHub's runner as action.yml needs: runs the action's steps in bash, with the
environment variables and files that the runner gives them, parsed from action.yml itself.
"""

import dataclasses
import json
import os
import pathlib
import re
import subprocess
import uuid

import yaml

EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")


@dataclasses.dataclass
class Result:
    status: int
    log: str
    outputs: dict
    summary: str
    ran: list  # names of the steps that ran


def lookup(path, context):
    """The value of `a.b.c`; a missing one is an empty string, as in an expression."""
    value = context
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
        if value is None:
            return ""
    return value


def evaluate(expression, context):
    """`a.b`, `a.b || c.d`, `a.b == 'x'` and `!=`: what action.yml uses. Anything else is an error."""
    comparison = re.fullmatch(r"([\w.-]+) ([!=])= '([^']*)'", expression)
    if comparison:
        name, operator, text = comparison.groups()
        return (lookup(name, context) == text) == (operator == "=")
    for part in expression.split(" || "):
        if not re.fullmatch(r"[\w-]+(\.[\w-]+)+", part):
            raise ValueError(f"an expression that this runner does not know: {expression}")
        value = lookup(part, context)
        if value:
            return value
    return ""


def substitute(text, context):
    return EXPRESSION.sub(lambda match: str(evaluate(match.group(1), context)), str(text))


def read_outputs(path):
    """A file of `name=value` lines and `name<<delimiter` blocks."""
    outputs, lines = {}, path.read_text().splitlines()
    while lines:
        line = lines.pop(0)
        if "<<" in line.split("=", 1)[0]:
            name, _, delimiter = line.partition("<<")
            end = lines.index(delimiter)
            outputs[name] = "\n".join(lines[:end])
            del lines[:end + 1]
        else:
            name, _, value = line.partition("=")
            outputs[name] = value
    return outputs


class Runner:
    """Runs the action that lies in `action` for a checkout in `workspace`."""

    def __init__(self, action, workspace, temporary, path):
        self.action = pathlib.Path(action)
        self.workspace = pathlib.Path(workspace)
        self.temporary = pathlib.Path(temporary)
        self.path = list(path)
        self.definition = yaml.safe_load((self.action / "action.yml").read_text())

    def run(self, inputs, event, event_name="pull_request", environment=None):
        context = {"github": {"event": event, "token": ""}, "steps": {},
                   "runner": {"temp": str(self.temporary)}}
        context["inputs"] = self.inputs(inputs, context)
        summary = self.temporary / f"summary-{uuid.uuid4()}"
        summary.touch()
        event_file = self.temporary / "event.json"
        event_file.write_text(json.dumps(event))
        log, status, ran = "", 0, []
        for step in self.definition["runs"]["steps"]:
            if status or not self.condition(step, context):
                continue
            ran.append(step["name"])
            if "uses" in step:
                self.use(step, context)
                continue
            status, output, outputs = self.run_step(step, context, event_name, summary,
                                                    environment or {})
            log += output
            if "id" in step:
                context["steps"][step["id"]] = {"outputs": outputs}
        outputs = {name: substitute(output["value"], context)
                   for name, output in self.definition["outputs"].items()}
        return Result(status, log, outputs, summary.read_text(), ran)

    def inputs(self, given, context):
        declared = self.definition["inputs"]
        unknown = set(given) - set(declared)
        if unknown:
            raise ValueError(f"inputs that action.yml does not declare: {unknown}")
        return {name: given.get(name, substitute(declared[name]["default"], context))
                for name in declared}

    @staticmethod
    def condition(step, context):
        return "if" not in step or bool(evaluate(step["if"], context))

    def use(self, step, context):
        """actions/cache is the one action that is used; it finds nothing, as on the first run."""
        if not step["uses"].startswith("actions/cache@"):
            raise ValueError(f"an action that this runner does not know: {step['uses']}")
        if not all(substitute(value, context) for value in step["with"].values()):
            raise ValueError("actions/cache needs a path and a key")

    def run_step(self, step, context, event_name, summary, environment):
        if step["shell"] != "bash" or EXPRESSION.search(step["run"]):
            raise ValueError("steps run in bash, without expressions in their script")
        files = {name: self.temporary / f"{name}-{uuid.uuid4()}"
                 for name in ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_ENV")}
        for file in files.values():
            file.touch()
        env = {"PATH": os.pathsep.join(self.path), "HOME": str(self.temporary / "home"),
               "LC_ALL": "C.UTF-8", "CI": "true", "GITHUB_ACTIONS": "true",
               "GITHUB_ACTION_PATH": str(self.action), "GITHUB_WORKSPACE": str(self.workspace),
               "GITHUB_EVENT_NAME": event_name, "GITHUB_STEP_SUMMARY": str(summary),
               "GITHUB_EVENT_PATH": str(self.temporary / "event.json"),
               "GITHUB_BASE_REF": "main" if event_name.startswith("pull_request") else "",
               "RUNNER_TEMP": str(self.temporary), "RUNNER_OS": "Linux",
               "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", ""), **environment}
        env.update({name: str(file) for name, file in files.items()})
        env.update({name: substitute(value, context) for name, value in step.get("env", {}).items()})
        script = self.temporary / f"step-{uuid.uuid4()}.sh"
        script.write_text(step["run"])
        done = subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                              cwd=self.workspace, env=env, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=300,
                              check=False)
        self.path[:0] = files["GITHUB_PATH"].read_text().splitlines()
        return done.returncode, done.stdout.decode(errors="replace"), read_outputs(
            files["GITHUB_OUTPUT"])
