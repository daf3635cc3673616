"""The payloads of @octokit/webhooks-examples, as the event of a delivery."""

import copy
import json

from scene import HEAD, SOURCE, DeliveryTest, finding

EXAMPLES = json.loads((SOURCE / "npm/node_modules/@octokit/webhooks-examples/api.github.com"
                       "/index.json").read_text())
GITHUB_SHA = "c" * 40


def examples(name):
    return next(entry["examples"] for entry in EXAMPLES if entry["name"] == name)


class Payloads(DeliveryTest):
    def deliver(self, name, event, head, number, **scene):
        """Delivers one finding; returns the state. The server knows one commit and one number."""
        self.github.reset(heads=[head], pull=number or -1, files=[], **scene)
        findings = [finding(1)]
        result = self.annotate(findings, event=event, event_name=name, GITHUB_SHA=GITHUB_SHA)
        self.assertEqual(result.status, 0, result.stderr)
        state = self.assert_nothing_is_lost(findings, result)
        self.assertEqual(state["violations"], [])
        return state, result

    def assert_delivered(self, name, event, head, number):
        state, result = self.deliver(name, event, head, number)
        self.assertEqual([run["head_sha"] for run in state["checkRuns"]], [head], result.stderr)
        self.assertEqual(len(state["issueComments"]), 1 if number else 0, result.stderr)
        self.assertEqual("no pull request" in result.stderr, not number)

    def test_pull_requests(self):
        payloads = examples("pull_request")
        self.assertEqual(len(payloads), 29)
        for event in payloads:
            pull_request = event["pull_request"]
            self.assert_delivered("pull_request", event, pull_request["head"]["sha"],
                                  pull_request["number"])

    def test_pull_requests_from_forks_and_from_repositories_that_are_gone(self):
        for example in examples("pull_request"):
            fork = copy.deepcopy(example)
            fork["pull_request"]["head"]["repo"].update(full_name="mallory/fork", fork=True)
            gone = copy.deepcopy(example)
            gone["pull_request"]["head"]["repo"] = None
            for event in (fork, gone):
                head = event["pull_request"]["head"]["sha"]
                number = event["pull_request"]["number"]
                state, result = self.deliver("pull_request", event, head, number, checks="read",
                                             pullRequests="read")
                self.assertEqual(self.accepted(state), [])
                self.assertIn("the pull request is from a fork", result.stderr)
                self.assertIn("::error file=", result.stdout)
                self.assert_delivered("pull_request_target", event, head, number)

    def test_merge_groups(self):
        payloads = examples("merge_group")
        self.assertEqual(len(payloads), 2)
        for event in payloads:
            self.assert_delivered("merge_group", event, event["merge_group"]["head_sha"], None)

    def test_pushes(self):
        payloads = examples("push")
        self.assertEqual(len(payloads), 7)
        for event in payloads:
            head = event["after"] if event["after"].strip("0") else GITHUB_SHA
            self.assert_delivered("push", event, head, None)

    def test_reviews_of_pull_requests(self):
        payloads = examples("pull_request_review")
        self.assertEqual(len(payloads), 4)
        for event in payloads:
            pull_request = event["pull_request"]
            self.assert_delivered("pull_request_review", event, pull_request["head"]["sha"],
                                  pull_request["number"])

    def test_other_events_are_about_the_commit_alone(self):
        for name in ("workflow_dispatch", "repository_dispatch", "issues"):
            for event in examples(name):
                self.assert_delivered(name, event, GITHUB_SHA, None)
        self.assertNotEqual(HEAD, GITHUB_SHA)
