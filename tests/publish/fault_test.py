"""Every fault at every request, and seeded sequences of them: no finding is lost, the exit status
stays, and later runs leave nothing twice.
"""

import random
import re

from scene import (HASTY, HERE, STEADY, DeliveryTest, Elsewhere, some_findings, word,
                   words_in)

KINDS = re.findall(r"^  '([\w-]+)': ", (HERE / "faults.mjs").read_text(), re.MULTILINE)
SEQUENCES = 20


class Faults(DeliveryTest):
    def faulty_run(self, findings, faults, surfaces="check,review,comment,summary", **scene):
        self.github.reset(faults=faults, speed=HASTY, **scene)
        self.speed = HASTY
        result = self.annotate(findings, "--report", surfaces)
        self.assertEqual(result.status, 0, result.stderr)
        state = self.assert_nothing_is_lost(findings, result)
        if "check" in surfaces or "review" in surfaces:
            self.assert_everything_is_annotated(findings, state, result)
        self.assertEqual(state["violations"], [])
        self.assertEqual(Elsewhere.seen, [])

    def assert_everything_is_annotated(self, findings, state, result):
        """Not only in an overview: each at its line, by the API or by a workflow command."""
        annotated = [a["message"] for run in state["checkRuns"] for a in run["annotations"]]
        annotated += [comment["body"] for comment in state["reviewComments"]]
        there = words_in("\n".join(annotated) + result.stdout)
        self.assertEqual({word(f) for f in findings} - there, set(), result.stderr)

    def assert_heals(self, findings):
        """Two more runs without faults: everything is there once, and the second adds nothing."""
        self.github.change(faults=[], speed=STEADY)
        self.speed = STEADY
        counts = []
        for _ in range(2):
            result = self.annotate(findings, "--strict-publish")
            self.assertEqual(result.status, 0, result.stderr)
            state = self.assert_nothing_is_lost(findings, result)
            self.assertEqual(state["violations"], [])
            self.assert_nothing_is_there_twice(state)
            self.assertEqual([r["status"] for r in state["checkRuns"] if
                              r["external_id"] == state["checkRuns"][-1]["external_id"]][-1],
                             "completed")
            counts.append([len(state[key]) for key in
                           ("checkRuns", "reviewComments", "issueComments")])
        self.assertEqual(counts[0], counts[1])
        self.assertEqual(counts[1][1:], [2, 1])

    def requests_of_a_good_run(self, findings):
        self.github.reset()
        self.annotate(findings)
        return len(self.github.state()["requests"])

    def test_the_kinds_are_known(self):
        self.assertEqual(len(KINDS), 21)

    def test_each_fault_at_each_request(self):
        findings = some_findings(120)
        requests = self.requests_of_a_good_run(findings)
        self.assertEqual(requests, 10)
        for kind in KINDS:
            for number in range(1, requests + 1):
                surfaces = ("check,review,comment", "check,review,comment,summary")[number % 2]
                with self.subTest(kind=kind, number=number):
                    self.faulty_run(findings, [{"at": number, "kind": kind}], surfaces)

    def test_each_fault_from_a_request_on(self):
        findings = some_findings(120)
        for kind in KINDS:
            for number in (1, 4, 7, 10):
                with self.subTest(kind=kind, number=number):
                    self.faulty_run(findings, [{"from": number, "kind": kind}])
            self.assert_heals(findings)

    def test_sequences(self):
        for seed in range(SEQUENCES):
            chance = random.Random(seed)
            findings = some_findings(chance.choice([3, 8, 120, 180]))
            faults = [{"at": n, "kind": chance.choice(KINDS)} for n in range(1, 60)
                      if chance.random() < 0.3]
            rights = {"checks": chance.choice(["write", "write", "read"]),
                      "pullRequests": chance.choice(["write", "write", "none"])}
            surfaces = chance.choice(["check,review,comment,summary", "check,review", "check",
                                      "review", "comment", "comment,summary"])
            with self.subTest(seed=seed, surfaces=surfaces, faults=faults[:8]):
                self.faulty_run(findings, faults, surfaces, **rights)
                self.github.change(checks="write", pullRequests="write")
                self.assert_heals(findings)


class FaultsOfACheckThatFails(DeliveryTest):
    def test_faults_do_not_hide_that_a_report_is_bad(self):
        self.github.reset(faults=[{"from": 1, "kind": "hangup"}], speed=HASTY)
        (self.folder / "report.json").write_text("{")
        self.assertEqual(self.run_migcheck("annotate", "report.json").status, 2)
