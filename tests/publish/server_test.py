"""The stand-in itself: it refuses what GitHub refuses, and answers as GitHub does."""

import json
import subprocess
import urllib.error
import urllib.request

from scene import HEAD, HERE, NEW_FILE, OLD_FILE, PULL, SOURCE, TOKEN, DeliveryTest

GOLDEN = SOURCE / "tests/golden"

# What migcheck reads of the answers: it has to be what GitHub answers.
READ = [("/repos/{owner}/{repo}/check-runs", "post", ["id", "external_id", "status",
                                                     "output.annotations_count"]),
        ("/repos/{owner}/{repo}/check-runs/{check_run_id}", "get", ["output.annotations_count"]),
        ("/repos/{owner}/{repo}/commits/{ref}/check-runs", "get",
         ["check_runs.[].id", "check_runs.[].external_id", "check_runs.[].status",
          "check_runs.[].output.annotations_count"]),
        ("/repos/{owner}/{repo}/pulls/{pull_number}/comments", "get",
         ["[].id", "[].body", "[].user.login", "[].user.type", "[].path", "[].line",
          "[].in_reply_to_id"]),
        ("/repos/{owner}/{repo}/issues/{issue_number}/comments", "get",
         ["[].id", "[].body", "[].user.login", "[].user.type"]),
        ("/repos/{owner}/{repo}/pulls/{pull_number}/files", "get",
         ["[].filename", "[].status", "[].patch"]),
        ("/user", "get", ["login"])]


def annotation(**changes):
    return {"path": NEW_FILE, "start_line": 1, "end_line": 1, "annotation_level": "failure",
            "message": "m", **changes}


def run(annotations=(), title="t", summary="s", **changes):
    return {"name": "n", "head_sha": HEAD, "status": "in_progress",
            "output": {"title": title, "summary": summary, "annotations": list(annotations)},
            **changes}


def review(**changes):
    comment = {"path": NEW_FILE, "body": "b", "line": 3, "side": "RIGHT", **changes}
    return {"commit_id": HEAD, "event": "COMMENT", "body": "b", "comments": [comment]}


class Server(DeliveryTest):
    def send(self, method, path, body=None, **headers):
        request = urllib.request.Request(
            self.github.url + path, None if body is None else json.dumps(body).encode(),
            {"authorization": f"Bearer {TOKEN}", "user-agent": "migcheck/1",
             "accept": "application/vnd.github+json", "x-github-api-version": "2022-11-28",
             "content-type": "application/json", **headers}, method=method)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as error:
            return error.code

    def test_check_runs(self):
        rows = [(run(), 201), (run([annotation()] * 50), 201), (run([annotation()] * 51), 422),
                (run(title="t" * 256), 422), (run(summary="s" * 65536), 422),
                (run([annotation(title="t" * 256)]), 422),
                (run([annotation(title="é" * 255)]), 201),
                (run([annotation(message="m" * 65537)]), 422),
                (run([annotation(raw_details="m" * 65537)]), 422),
                (run([annotation(end_line=2, start_column=1, end_column=2)]), 422),
                (run([annotation(start_column=1, end_column=2)]), 201),
                (run([annotation(annotation_level="error")]), 422),
                (run([annotation(start_line="1")]), 422), (run(status="completed"), 422),
                (run(status="completed", conclusion="failure"), 201),
                (run(status="completed", conclusion="bad"), 422), (run(head_sha="d" * 40), 422),
                (run(odd="x"), 422), ({"head_sha": HEAD}, 422)]
        for body, status in rows:
            self.assertEqual(self.send("POST", "/repos/octo/depot/check-runs", body), status,
                             str(body)[:300])

    def test_reviews_are_taken_as_a_whole_or_not_at_all(self):
        path = f"/repos/octo/depot/pulls/{PULL}/reviews"
        rows = [(review(), 200), (review(line=61), 422), (review(path="other.py"), 422),
                (review(start_line=2, start_side="RIGHT"), 200), (review(start_line=3), 422),
                (review(path=OLD_FILE, line=42, start_line=12), 422),
                (review(path=OLD_FILE, line=14, start_line=10), 200),
                (review(path=OLD_FILE, line=20), 422), (review(body="b" * 65537), 422),
                (review(path="picture.png"), 422), (review(side="LEFT", line=1), 422)]
        for body, status in rows:
            self.assertEqual(self.send("POST", path, body), status, str(body)[:300])
        mixed = review()
        mixed["comments"].append({**mixed["comments"][0], "line": 99})
        before = len(self.github.state()["reviewComments"])
        self.assertEqual(self.send("POST", path, mixed), 422)
        self.assertEqual(len(self.github.state()["reviewComments"]), before)

    def test_comments(self):
        path = f"/repos/octo/depot/issues/{PULL}/comments"
        for body, status in (({"body": "b"}, 201), ({"body": "b" * 65537}, 422), ({}, 422),
                             ({"body": " "}, 422), ({"body": 1}, 422)):
            self.assertEqual(self.send("POST", path, body), status)
        self.assertEqual(self.send("POST", path.replace(str(PULL), "8"), {"body": "b"}), 404)

    def test_the_goldens_are_what_github_takes(self):
        for name in ("report", "clean"):
            first, *rest = json.loads((GOLDEN / f"{name}.github-check").read_text())
            first["head_sha"] = HEAD
            self.assertEqual(self.send("POST", "/repos/octo/depot/check-runs", first), 201)
            run_id = self.github.state()["checkRuns"][-1]["id"]
            for body in rest:
                self.assertEqual(
                    self.send("PATCH", f"/repos/octo/depot/check-runs/{run_id}", body), 200)
        for name in ("report.comment", "clean.comment"):
            body = {"body": (GOLDEN / name).read_text()}
            path = f"/repos/octo/depot/issues/{PULL}/comments"
            self.assertEqual(self.send("POST", path, body), 201)
        body = review(body=(GOLDEN / "report.suggestion").read_text())
        self.assertEqual(self.send("POST", f"/repos/octo/depot/pulls/{PULL}/reviews", body), 200)

    def test_headers_and_tokens(self):
        path = f"/repos/octo/depot/issues/{PULL}/comments"
        self.assertEqual(self.send("GET", path), 200)
        self.assertEqual(self.send("GET", path, authorization="Bearer x"), 401)
        for header in ("user-agent", "accept", "x-github-api-version"):
            self.assertEqual(self.send("GET", path, **{header: "x"}), 422)
        self.github.reset(pullRequests="read")
        self.assertEqual(self.send("POST", path, {"body": "b"}), 403)
        self.github.reset(pullRequests="none")
        self.assertEqual(self.send("GET", path), 404)

    def test_the_fields_that_are_read_are_those_that_github_answers_with(self):
        script = ("import { answerHas } from './schemas.mjs';"
                  "const rows = JSON.parse(process.argv[1]);"
                  "console.log(JSON.stringify(rows.flatMap(([path, method, fields]) => fields.filter("
                  "(field) => !answerHas(path, method, field)).map((f) => path + ' ' + f))))")
        for rows, missing in ((READ, []), ([["/user", "get", ["loggin"]]], ["/user loggin"])):
            done = subprocess.run(["node", "--input-type=module", "-e", script, json.dumps(rows)],
                                  cwd=HERE, capture_output=True, text=True, check=True)
            self.assertEqual(json.loads(done.stdout), missing)
