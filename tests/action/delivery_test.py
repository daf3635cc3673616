"""The action's findings on the pull request, through the stand-in for GitHub of tests/publish."""

import json
import subprocess
import urllib.request

from real_test import Project
from scene import SOURCE

TOKEN = "ghs_Qj3vT1uXw8sEcReT"
PULL = 7


class Delivery(Project):
    def setUp(self):
        super().setUp()
        server = subprocess.Popen(["node", SOURCE / "tests/publish/server.mjs"], text=True,
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(server.communicate)  # which ends its input, and so the server
        self.url = f"http://127.0.0.1:{int(server.stdout.readline())}"

    def call(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(urllib.request.Request(self.url + path, data), timeout=30) as answer:
            return json.load(answer)

    def deliver(self, inputs=None, token=TOKEN, **scene):
        """(the action's result, what GitHub has then)."""
        self.call("/_test/reset", {"token": TOKEN, "heads": [self.head], "pull": PULL, "files": [],
                                   **scene})
        event = self.event()
        event["number"] = event["pull_request"]["number"] = PULL
        repository = {"full_name": "octo/depot"}
        event["pull_request"]["base"]["repo"] = event["pull_request"]["head"]["repo"] = repository
        result = self.run_action(
            self.checkout(self.merge), {"roundtrip": "off", "token": token, **(inputs or {})},
            event, environment={"GITHUB_API_URL": self.url, "GITHUB_REPOSITORY": "octo/depot",
                                "GITHUB_SERVER_URL": "https://github.com", "GITHUB_RUN_ID": "42",
                                "GITHUB_SHA": self.merge, "MIGCHECK_TEST_CLOCK_SPEED": "20"})
        self.check_findings(result)
        self.assertNotIn(TOKEN, result.log + result.summary)
        return result, self.call("/_test/state")

    def check_findings(self, result):
        self.assertEqual((result.status, result.outputs["conclusion"]), (1, "failure"), result.log)
        self.assertGreater(int(result.outputs["error-count"]), 0)

    def test_everywhere_where_nothing_is_chosen(self):
        result, github = self.deliver()
        (run,), (comment,) = github["checkRuns"], github["issueComments"]
        self.assertEqual((run["head_sha"], run["conclusion"]), (self.head, "failure"))
        self.assertEqual(len(run["annotations"]), int(result.outputs["findings-count"]))
        self.assertIn("db/versions/b2.py", comment["body"])
        self.assertNotRegex(result.log, r"(?m)^::error file=")  # nothing is annotated twice
        self.assertTrue(result.summary.startswith("## migcheck: "), result.summary)
        self.assertEqual(github["violations"], [])

    def test_only_where_the_input_says(self):
        result, github = self.deliver({"report": "comment"})
        self.assertEqual((github["checkRuns"], len(github["issueComments"])), ([], 1))
        self.assertNotIn("403", result.log)

    def test_without_permissions_or_token_by_workflow_commands(self):
        for more in ({"checks": "read", "pullRequests": "read"}, {"token": ""}):
            with self.subTest(more):
                result, github = self.deliver(**more)
                self.assertEqual((github["checkRuns"], github["issueComments"]), ([], []))
                self.assertRegex(result.log, r"(?m)^::error file=shop/db/versions/b2.py,line=")
                self.assertTrue(result.summary.startswith("## migcheck: "), result.summary)
