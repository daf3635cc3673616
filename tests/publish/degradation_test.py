"""Tokens and events that do not let everything be delivered: where it goes instead, and what is
said.
"""

import json

from scene import (DeliveryTest, Elsewhere, finding, pull_request_event, report,
                   some_findings, word)


class Degradation(DeliveryTest):
    """Every scene of these keeps the exit status, loses nothing, and says why."""

    def degraded(self, *said, findings=None, options=(), **more):
        findings = some_findings(8) if findings is None else findings
        result = self.annotate(findings, *options, **more)
        self.assertEqual(result.status, 0, result.stderr)
        for text in said:
            self.assertIn(text, result.stderr)
        state = self.assert_nothing_is_lost(findings, result)
        return result, state

    def assert_all_is_in_commands(self, result, findings):
        for found in findings:
            self.assertIn(word(found), result.stdout)
        self.assertIn("::error file=", result.stdout)
        self.assertIn("## migcheck: ", result.summary)

    def test_a_fork(self):
        for repository in ({"full_name": "mallory/depot"}, None):
            with self.subTest(repository):
                self.github.reset(checks="read", pullRequests="read")
                head = {"sha": "a" * 40, "ref": "x", "repo": repository}
                result, state = self.degraded(
                    "no check run for 8 findings: 403 Resource not accessible by integration "
                    "(the pull request is from a fork, so that the token can only read)",
                    "no comment: 403", event=pull_request_event(head=head))
                self.assertEqual(self.accepted(state), [])
                self.assert_all_is_in_commands(result, some_findings(8))
                # Nothing was tried over and over.
                self.assertLess(len(state["requests"]), 10)

    def test_a_fork_whose_token_may_write(self):
        head = {"sha": "a" * 40, "ref": "x", "repo": {"full_name": "mallory/depot"}}
        result, state = self.degraded("check run with 6 annotations",
                                      event=pull_request_event(head=head),
                                      event_name="pull_request_target")
        self.assertEqual((result.stdout, len(state["checkRuns"])), ("", 1))

    def test_dependabot(self):
        self.github.reset(checks="read", pullRequests="read")
        self.degraded("(Dependabot has started the workflow, so that the token can only read)",
                      GITHUB_ACTOR="dependabot[bot]")

    def test_a_merge_group_has_no_comments(self):
        event = {"action": "checks_requested", "merge_group": {
            "head_sha": "a" * 40, "base_sha": "b" * 40, "base_ref": "refs/heads/main"}}
        result, state = self.degraded("no comment: the event is about no pull request",
                                      "no review: the event is about no pull request",
                                      "check run with 8 annotations", event=event,
                                      event_name="merge_group", options=["--strict-publish"])
        self.assertEqual(len(state["checkRuns"][0]["annotations"]), 8)
        self.assertEqual(result.stdout, "")

    def test_permissions_that_are_missing(self):
        self.github.reset(checks="none")
        result, state = self.degraded("(the workflow needs the permission checks: write)")
        self.assertEqual(len(state["reviewComments"]), 2)
        self.assertEqual(len(state["issueComments"]), 1)
        self.assertIn("6 of 8 findings as workflow commands", result.stderr)
        self.github.reset(pullRequests="none")
        result, state = self.degraded("(the workflow needs the permission pull-requests: write)")
        self.assertEqual(len(state["checkRuns"][0]["annotations"]), 8)
        self.assertEqual(result.stdout, "")

    def test_a_personal_token_makes_no_check_runs(self):
        self.github.reset(user="octocat")
        result, state = self.degraded("403 You must authenticate via a GitHub App.",
                                      "a personal token is not")
        self.assertEqual(len(state["issueComments"]), 1)
        self.assertIn("::error file=", result.stdout)

    def test_a_token_that_is_not_valid(self):
        for token in ("ghs_wrong", "two\r\nX-Lines: 1", "", None):
            with self.subTest(token):
                self.github.reset()
                result, state = self.degraded("no check run", GITHUB_TOKEN=token)
                self.assert_all_is_in_commands(result, some_findings(8))
                if token:
                    self.assertNotIn(token, result.stderr)

    def test_surroundings_that_are_missing(self):
        for name, value in (("GITHUB_REPOSITORY", None), ("GITHUB_REPOSITORY", "../../user"),
                            ("GITHUB_API_URL", "http://example.com"),
                            ("GITHUB_API_URL", "https://example.com@127.0.0.1:1"),
                            ("GITHUB_API_URL", "file:///etc/passwd")):
            with self.subTest(name=name, value=value):
                self.github.reset()
                result, state = self.degraded(name, **{name: value})
                self.assertEqual(state["requests"], [])
                self.assert_all_is_in_commands(result, some_findings(8))

    def test_events_that_cannot_be_read(self):
        result, _ = self.degraded("is not a JSON object", event=["x"])
        self.assertIn("the event is about no pull request", result.stderr)
        result, _ = self.degraded("which cannot be read", GITHUB_EVENT_PATH="/nowhere")
        result = self.annotate(some_findings(3), "--strict-publish", GITHUB_EVENT_PATH="/nowhere")
        self.assertEqual(result.status, 2)

    def test_a_summary_that_cannot_be_written(self):
        for name, content in (("full.md", "x" * ((1 << 20) - 10)), ("missing/summary.md", None)):
            path = self.folder / name
            if content:
                path.write_text(content)
            result, _ = self.degraded("no step summary", options=["--report", "summary"],
                                      GITHUB_STEP_SUMMARY=str(path))
            self.assertEqual(result.stdout.count("::error file="), 4)
            if content:
                self.assertEqual(path.read_text(), content)
        result, _ = self.degraded("the environment has no GITHUB_STEP_SUMMARY",
                                  options=["--report", "summary"], GITHUB_STEP_SUMMARY=None)

    def test_what_was_there_in_the_summary_stays(self):
        path = self.folder / "kept.md"
        path.write_text("before\n")
        self.degraded("step summary", GITHUB_STEP_SUMMARY=str(path))
        self.assertTrue(path.read_text().startswith("before\n## migcheck: "))

    def test_a_commit_that_github_does_not_know(self):
        self.github.reset(heads=["d" * 40])
        result, _ = self.degraded("422 No commit found for SHA")
        self.assertIn("::error file=", result.stdout)

    def test_a_line_that_is_not_in_the_diff_any_more(self):
        """All or nothing: the server's diff has changed since it was asked for."""
        self.github.reset(faults=[{"at": 4, "kind": "422"}])
        result, state = self.degraded("no review: 422")
        self.assertEqual(len(state["checkRuns"][0]["annotations"]), 8)

    def test_rate_limits_are_waited_for(self):
        for kind in ("429", "rate-limit", "503", "500"):
            with self.subTest(kind):
                self.github.reset(faults=[{"at": n, "kind": kind} for n in (2, 6)])
                result, state = self.degraded("check run with 6 annotations: failure")
                self.assertEqual((result.stdout, len(state["checkRuns"])), ("", 1))

    def test_a_limit_that_lasts_too_long_is_not_waited_for(self):
        self.github.reset(faults=[{"from": 1, "kind": "long-429"}])
        result, state = self.degraded("waiting 3600 s more would take too long")
        self.assertEqual(len(state["requests"]), 1)
        self.assert_all_is_in_commands(result, some_findings(8))

    def test_what_has_arrived_is_not_repeated(self):
        for kind in ("hangup-after", "cut", "502-after"):
            for number in (4, 6, 7, 8, 10):
                with self.subTest(kind=kind, number=number):
                    self.github.reset(faults=[{"at": number, "kind": kind}])
                    findings = some_findings(120)
                    result, state = self.degraded("check run with 118 annotations: failure",
                                                  findings=findings)
                    self.assertEqual(len(state["checkRuns"]), 1)
                    self.assertEqual(len(state["checkRuns"][0]["annotations"]), 118)
                    self.assertEqual(len(state["reviewComments"]), 2)
                    self.assertEqual(len(state["issueComments"]), 1)
                    self.assertEqual(result.stdout, "")

    def test_a_run_that_fails_midway_is_completed(self):
        self.github.reset(faults=[{"at": 4, "kind": "422"}])
        findings = [finding(i) for i in range(160)]
        result, state = self.degraded("no check run for 60 findings: 422", findings=findings,
                                      options=["--report", "check"])
        run, = state["checkRuns"]
        self.assertEqual((run["status"], run["conclusion"], len(run["annotations"])),
                         ("completed", "failure", 100))
        self.assertIn("100 of 160 annotations could be delivered", run["summary"])
        self.assertIn("60 of 160 findings as workflow commands", result.stderr)
        # The next run of the job makes a whole one.
        _, state = self.degraded("check run with 160 annotations", findings=findings,
                                 options=["--report", "check"])
        self.assertEqual([len(r["annotations"]) for r in state["checkRuns"]][-1], 160)

    def test_a_run_that_was_left_in_progress_is_taken_up(self):
        findings = [finding(i) for i in range(160)]
        self.degraded(findings=findings, options=["--report", "check"])
        run = self.github.state()["checkRuns"][0]
        left = {**run, "status": "in_progress", "conclusion": None,
                "annotations": run["annotations"][:100]}
        self.github.change(checkRuns=[left])
        _, state = self.degraded(findings=findings, options=["--report", "check"])
        run, = state["checkRuns"]
        self.assertEqual((run["id"], run["status"], len(run["annotations"])),
                         (left["id"], "completed", 160))
        self.assert_nothing_is_there_twice(state)

    def test_another_host_gets_nothing(self):
        for kind in ("redirect-elsewhere", "redirect-in-circles"):
            self.github.reset(faults=[{"from": 1, "kind": kind}])
            self.degraded("redirect")
            self.assertEqual(Elsewhere.seen, [])

    def test_strict_publish(self):
        self.github.reset(checks="none")
        self.assertEqual(self.annotate(some_findings(3), "--strict-publish").status, 2)
        self.github.reset()
        self.assertEqual(self.annotate(some_findings(3), "--strict-publish").status, 0)


class BadReports(DeliveryTest):
    """`annotate` names the file and the place, and sends nothing."""

    def test_reports_that_are_none(self):
        def broken(change):
            document = report([finding(1)])
            change(document)
            return json.dumps(document, indent=1)

        rows = [("{", "this is not JSON"), ("", "this is not JSON"),
                ("[]", "expected a report at the top"),
                (broken(lambda d: d.update(version=2)), "a report of version 2 at /version"),
                (broken(lambda d: d.pop("findings")), "'findings' is missing at the top"),
                (broken(lambda d: d["findings"][0].update(severity="eror")),
                 "unknown value 'eror' at /findings/0/severity"),
                (broken(lambda d: d["findings"][0].update(start_line=0)),
                 "expected a number from 1 at /findings/0/start_line"),
                (broken(lambda d: d["findings"][0].update(end_line=1)),
                 "expected a line from start_line on at /findings/0/end_line"),
                (broken(lambda d: d["findings"][0].update(locks=None)), "expected a list at"),
                (broken(lambda d: d["findings"][0]["locks"][0].update(mode="SHRE")),
                 "did you mean 'SHARE'?"),
                (broken(lambda d: d["summary"].update(errors=-1)), "expected a whole number at"),
                (broken(lambda d: d["findings"][0].update(suggestion={})),
                 "'start_line' is missing at /findings/0/suggestion")]
        for text, message in rows:
            with self.subTest(message):
                (self.folder / "report.json").write_text(text)
                result = self.run_migcheck("annotate", "report.json")
                self.assertEqual(result.status, 2)
                self.assertIn(message, result.stderr)
                self.assertTrue(result.stderr.startswith("report.json"), result.stderr)
        result = self.run_migcheck("annotate", "missing.json")
        self.assertEqual(result.status, 2)
        self.assertIn("missing.json could not be read", result.stderr)
        self.assertEqual(self.github.state()["requests"], [])

    def test_fields_that_are_new_are_passed_over(self):
        document = report([finding(1, new_field={"x": 1})])
        document["statements"] = []
        (self.folder / "report.json").write_text(json.dumps(document))
        self.assertEqual(self.run_migcheck("annotate", "report.json").status, 0)

    def test_surfaces_that_do_not_exist(self):
        result = self.annotate([], "--report", "coment")
        self.assertEqual(result.status, 2)
        self.assertIn("did you mean 'comment'?", result.stderr)
        result = self.run_migcheck("check", "--strict-publish")
        self.assertEqual(result.status, 2)
        self.assertIn("--publish", result.stderr)
