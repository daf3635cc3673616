"""A stand-in for GitHub on loopback, reports to deliver, and migcheck between the two."""

import dataclasses
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import unittest
import urllib.request
from http.server import BaseHTTPRequestHandler, HTTPServer

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parents[1]
MIGCHECK = None  # the program
TOKEN = "ghs_QjdK3vT1uXw8sEcReTtOkEn5yZ"
HEAD, BASE = "a" * 40, "b" * 40
PULL = 7
NEW_FILE, OLD_FILE = "db/versions/b2.py", "db/versions/a1.py"
STEADY = 20  # how many times faster than real the seconds pass: a request has 1.5 s
HASTY = 150  # for scenes where it does not matter whether a request is in time


class Elsewhere(BaseHTTPRequestHandler):
    """Another host. It keeps what it is sent."""

    seen = []

    def answer(self):
        self.seen.append((self.command, self.path, dict(self.headers)))
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    do_GET = do_POST = do_PATCH = do_DELETE = answer

    def log_message(self, *_):
        pass


class GitHub:
    """The server of server.mjs."""

    def __init__(self):
        self.elsewhere = HTTPServer(("127.0.0.1", 0), Elsewhere)
        threading.Thread(target=self.elsewhere.serve_forever, daemon=True).start()
        self.process = subprocess.Popen(["node", HERE / "server.mjs"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True)
        self.url = f"http://127.0.0.1:{int(self.process.stdout.readline())}"

    def close(self):
        self.process.stdin.close()
        self.process.wait(30)
        self.process.stdout.close()
        self.elsewhere.shutdown()
        self.elsewhere.server_close()

    def call(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(self.url + path, data), timeout=30) as answer:
            return json.load(answer)

    def reset(self, **scene):
        Elsewhere.seen.clear()
        port = self.elsewhere.server_address[1]
        self.call("/_test/reset", {"token": TOKEN, "heads": [HEAD], "pull": PULL,
                                   "files": diff_of_pull_request(), "speed": STEADY,
                                   "elsewhere": f"http://127.0.0.1:{port}", **scene})

    def change(self, **scene):
        self.call("/_test/change", scene)

    def state(self):
        return self.call("/_test/state")


def diff_of_pull_request():
    """A new file of sixty lines, and two hunks of one that was there."""
    new = "@@ -0,0 +1,60 @@\n" + "\n".join(f"+line {i}" for i in range(1, 61))
    old = ("@@ -10,4 +10,5 @@ def upgrade():\n line 10\n-was 11\n+line 11\n+line 12\n line 13\n"
           " line 14\n@@ -40,2 +41,3 @@\n line 41\n+line 42\n line 43")
    entry = {"sha": "0" * 40, "additions": 1, "deletions": 0, "changes": 1, "blob_url": "",
             "raw_url": "", "contents_url": ""}
    return [{**entry, "filename": NEW_FILE, "status": "added", "patch": new},
            {**entry, "filename": OLD_FILE, "status": "modified", "patch": old},
            {**entry, "filename": "picture.png", "status": "added"}]


def finding(number, severity="error", path=NEW_FILE, lines=(3, 3), suggestion=None, **more):
    """A finding whose message has a word that stands nowhere else."""
    return {"policy": "drop-column", "severity": severity, "subject": "statement",
            "message": f"DROP COLUMN loses data finding{number:05}end", "help": "do it later",
            "url": "https://www.postgresql.org/docs/current/sql-altertable.html", "path": path,
            "start_line": lines[0], "end_line": lines[1], "start_column": 5, "end_column": 30,
            "revision": "b2", "direction": "upgrade", "sql": "ALTER TABLE t DROP COLUMN a",
            "locks": [{"relation": "public.t", "mode": "ACCESS EXCLUSIVE",
                       "blocks": "reads and writes", "rewrite": "no", "scan": "unknown",
                       "index_rebuild": "no"}],
            "fingerprint": f"{number:016x}", "suppressed": None,
            "suggestion": suggestion and {"start_line": suggestion[0], "end_line": suggestion[1],
                                          "replacement": f"    fixed{number}()", "verified": True},
            **more}


def word(found):
    """What a finding is known by, wherever it turns up."""
    return words_in(found["message"]).pop()


def words_in(text):
    return set(re.findall(r"finding\d{5}end", text))


def report(findings):
    count = lambda severity: sum(f["severity"] == severity and f["suppressed"] is None
                                 for f in findings)
    return {"version": 1, "tool": {"name": "migcheck", "version": "0.1.0"},
            "target": {"pg_version": 15, "dialect": "alembic", "base": "main", "head": "topic",
                       "merge_result": True},
            "summary": {"revisions_checked": 1, "revisions_loaded": 9, "statements": 4,
                        "opaque_statements": 0, "unknown_statements": 0, "errors": count("error"),
                        "warnings": count("warning"), "notices": count("notice"),
                        "suppressed": 0, "baselined": 0, "superseded": 0},
            "heads": ["b2"], "findings": findings, "roundtrip": None}


def some_findings(count=8):
    """Suggestions in both files' diffs and outside of them, several lines, no suggestion."""
    rows = [dict(suggestion=(3, 3)), dict(severity="warning", lines=(5, 9), suggestion=(5, 9)),
            dict(severity="notice"), dict(path=OLD_FILE, lines=(11, 12), suggestion=(11, 12)),
            dict(path=OLD_FILE, lines=(30, 30), suggestion=(30, 30)),
            dict(severity="warning", lines=(59, 61), suggestion=(59, 61)),
            dict(severity="warning", path="elsewhere.py", lines=(1, 4), suggestion=(1, 1))]
    return [finding(i, **rows[i % len(rows)] if i < len(rows) else {}) for i in range(count)]


def pull_request_event(**pull_request):
    repository = {"full_name": "octo/depot"}
    return {"action": "synchronize", "number": PULL, "pull_request": {
        "number": PULL, "base": {"sha": BASE, "ref": "main", "repo": repository},
        "head": {"sha": HEAD, "ref": "topic", "repo": repository}, **pull_request}}


@dataclasses.dataclass
class Result:
    status: int
    stdout: str
    stderr: str
    summary: str

    def words(self):
        return words_in(self.stdout + self.summary)


class DeliveryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.github = GitHub()
        cls.addClassCleanup(cls.github.close)

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="migcheck-publish-"))
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.speed = STEADY
        self.github.reset()

    def variables(self, event, event_name):
        (self.folder / "event.json").write_text(json.dumps(event))
        return {"PATH": "/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C.UTF-8",
                "GITHUB_TOKEN": TOKEN, "GITHUB_API_URL": self.github.url,
                "GITHUB_SERVER_URL": "https://github.com", "GITHUB_REPOSITORY": "octo/depot",
                "GITHUB_RUN_ID": "42", "GITHUB_SHA": "c" * 40, "GITHUB_ACTOR": "someone",
                "GITHUB_EVENT_NAME": event_name,
                "GITHUB_EVENT_PATH": str(self.folder / "event.json"),
                "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
                "MIGCHECK_TEST_CLOCK_SPEED": str(self.speed),
                "ASAN_OPTIONS": os.environ.get("ASAN_OPTIONS", "")}

    def run_migcheck(self, *arguments, event=None, event_name="pull_request", folder=None,
                     **variables):
        environment = self.variables(event or pull_request_event(), event_name)
        environment.update(variables)
        summary = self.folder / "summary.md"
        summary.unlink(missing_ok=True)
        done = subprocess.run([MIGCHECK, *arguments], env={k: v for k, v in environment.items()
                                                           if v is not None},
                              cwd=folder or self.folder, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=300, check=False)
        result = Result(done.returncode, done.stdout.decode(), done.stderr.decode(),
                        summary.read_text() if summary.exists() else "")
        self.assert_token_is_nowhere(result)
        return result

    def annotate(self, findings, *options, **more):
        (self.folder / "report.json").write_text(json.dumps(report(findings)))
        return self.run_migcheck("annotate", "report.json", *options, **more)

    def assert_token_is_nowhere(self, result):
        for text in (result.stdout, result.stderr, result.summary):
            self.assertNotIn(TOKEN, text)
        for path in self.folder.rglob("*"):
            if path.is_file() and not path.is_symlink():
                self.assertNotIn(TOKEN.encode(), path.read_bytes(), path)

    def accepted(self, state):
        """Every text that GitHub holds now."""
        return [annotation["message"] for run in state["checkRuns"] for annotation in
                run["annotations"]] + [comment["body"] for comment in
                                       state["reviewComments"] + state["issueComments"]]

    def assert_nothing_is_lost(self, findings, result):
        state = self.github.state()
        there = words_in("\n".join(self.accepted(state))) | result.words()
        lost = {word(f) for f in findings if f["suppressed"] is None} - there
        self.assertEqual(lost, set(), result.stderr)
        return state

    def assert_nothing_is_there_twice(self, state):
        """No finding has two annotations, no suggestion two comments, and there is one comment."""
        words = [message.split("finding")[1][:5] for run in state["checkRuns"][-1:]
                 for message in (a["message"] for a in run["annotations"])]
        words += [c["body"].split("finding")[1][:5] for c in state["reviewComments"]
                  if c["body"].startswith("<!-- migcheck")]
        self.assertEqual(sorted(words), sorted(set(words)))
        ours = [c for c in state["issueComments"] if c["body"].startswith("<!-- migcheck")]
        self.assertLessEqual(len(ours), 1)
