"""What is delivered when nothing goes wrong, and what a second run makes of it."""

import pathlib
import threading

from scene import (DeliveryTest, HEAD, NEW_FILE, OLD_FILE, PULL, TOKEN, finding, some_findings,
                   word, words_in)


class Delivery(DeliveryTest):
    def deliver(self, findings, *options, **more):
        result = self.annotate(findings, *options, **more)
        self.assertEqual(result.status, 0, result.stderr)
        state = self.assert_nothing_is_lost(findings, result)
        self.assertEqual(state["violations"], [])
        self.assert_nothing_is_there_twice(state)
        return result, state

    def test_suggestions_in_the_diff_are_reviewed_and_the_rest_is_annotated(self):
        findings = some_findings(8)
        result, state = self.deliver(findings)
        run, = state["checkRuns"]
        self.assertEqual((run["head_sha"], run["status"], run["conclusion"], run["name"]),
                         (HEAD, "completed", "failure", "migcheck"))
        self.assertEqual(run["details_url"], "https://github.com/octo/depot/actions/runs/42")
        # Only what is in the diff, and in a file that the pull request adds.
        self.assertEqual([(c["path"], c["start_line"], c["line"]) for c in state["reviewComments"]],
                         [(NEW_FILE, None, 3), (NEW_FILE, 5, 9)])
        self.assertIn("```suggestion\n    fixed0()\n```", state["reviewComments"][0]["body"])
        self.assertEqual(len(run["annotations"]), 6)
        levels = [a["annotation_level"] for a in run["annotations"]]
        self.assertEqual(levels, sorted(levels, key=["failure", "warning", "notice"].index))
        comment, = state["issueComments"]
        self.assertTrue(all(word(f) in comment["body"] for f in findings))
        self.assertIn("## migcheck: 8 findings", result.summary)
        self.assertNotIn("::error", result.stdout)

    def test_a_second_run_changes_nothing(self):
        findings = some_findings(120)
        _, first = self.deliver(findings)
        self.assertEqual(len(first["checkRuns"][0]["annotations"]), 118)
        self.github.change(requests=[])
        _, second = self.deliver(findings)
        self.assertEqual([r["method"] for r in second["requests"] if r["method"] != "GET"], [])
        for key in ("checkRuns", "reviewComments", "issueComments"):
            self.assertEqual(first[key], second[key])

    def test_what_is_mended_goes_away(self):
        findings = some_findings(8)
        _, state = self.deliver(findings)
        answered = state["reviewComments"][1]
        reply = {"id": 5, "body": "no", "in_reply_to_id": answered["id"], "path": NEW_FILE,
                 "line": 9, "user": {"login": "someone", "type": "User"}}
        self.github.change(reviewComments=state["reviewComments"] + [reply])
        _, state = self.deliver([findings[2]])
        self.assertEqual([c["id"] for c in state["reviewComments"]], [answered["id"], 5])
        self.assertEqual(len(state["checkRuns"]), 2)
        self.assertEqual(state["checkRuns"][-1]["conclusion"], "neutral")
        comment, = state["issueComments"]
        self.assertNotIn(word(findings[0]), comment["body"])
        _, state = self.deliver([])
        self.assertEqual(state["checkRuns"][-1]["conclusion"], "success")
        self.assertIn("all clear", state["issueComments"][0]["body"])

    def test_a_clean_report_makes_no_comment(self):
        _, state = self.deliver([])
        self.assertEqual(state["issueComments"], [])
        self.assertEqual(state["checkRuns"][0]["annotations"], [])

    def test_suppressed_findings_are_not_delivered(self):
        hidden = finding(1, suppressed="a reason", suggestion=(3, 3))
        _, state = self.deliver([hidden, finding(2)])
        self.assertNotIn(word(hidden), "\n".join(self.accepted(state)))

    def test_comments_are_updated_moved_and_brought_together(self):
        first = finding(1, suggestion=(3, 3))
        _, state = self.deliver([first])
        comment = state["reviewComments"][0]
        # The same finding says something else.
        changed = {**first, "help": "do it never"}
        _, state = self.deliver([changed])
        self.assertEqual(state["reviewComments"][0]["id"], comment["id"])
        self.assertIn("do it never", state["reviewComments"][0]["body"])
        # A push has made the comment outdated, and somebody's script has copied ours.
        stale = {**state["reviewComments"][0], "line": None}
        copies = [{**state["issueComments"][0], "id": 900 + i} for i in range(2)]
        self.github.change(reviewComments=[stale], issueComments=state["issueComments"] + copies)
        _, state = self.deliver([changed])
        self.assertNotEqual(state["reviewComments"][0]["id"], comment["id"])
        self.assertEqual(len(state["reviewComments"]), 1)

    def test_comments_of_others_are_left_alone(self):
        body = "<!-- migcheck report -->\nnot ours"
        spoofed = {"id": 1, "body": body, "user": {"login": "mallory", "type": "User"}}
        ghost = {"id": 2, "body": body, "user": None}
        review = {"id": 3, "body": "<!-- migcheck suggestion 0 -->", "path": NEW_FILE, "line": 3,
                  "user": {"login": "mallory", "type": "User"}}
        self.github.reset(issueComments=[spoofed, ghost], reviewComments=[review])
        state = self.assert_nothing_is_lost([finding(1)], self.annotate([finding(1)]))
        self.assertEqual(state["issueComments"][:2], [spoofed, ghost])
        self.assertEqual(state["reviewComments"], [review])
        self.assertEqual(len(state["issueComments"]), 3)
        # With a token that has a name, another bot is a stranger, too.
        bot = {"id": 4, "body": body, "user": {"login": "other[bot]", "type": "Bot"}}
        self.github.reset(issueComments=[bot], user="octocat")
        self.annotate([finding(1)])
        self.assertEqual(self.github.state()["issueComments"][0], bot)
        self.assertEqual(len(self.github.state()["issueComments"]), 2)

    def test_all_pages_are_read(self):
        noise = [{"id": i, "body": "hello", "path": "a", "line": 1,
                  "user": {"login": "someone", "type": "User"}} for i in range(1, 250)]
        findings = some_findings(3)
        self.github.reset(issueComments=noise, reviewComments=noise, pageCap=40)
        self.deliver(findings)
        _, state = self.deliver(findings)
        self.assertEqual(len(state["issueComments"]), 250)
        self.assertEqual(len(state["reviewComments"]), 251)

    def test_surfaces_can_be_chosen(self):
        findings = some_findings(8)
        for surface, key in (("check", "checkRuns"), ("comment", "issueComments")):
            with self.subTest(surface):
                self.github.reset()
                result, state = self.deliver(findings, "--report", surface)
                filled = [k for k in ("checkRuns", "reviewComments", "issueComments") if state[k]]
                self.assertEqual(filled, [key])
                self.assertEqual((result.summary, result.stdout), ("", ""))
        self.github.reset()
        result, state = self.deliver(findings, "--report=review,summary")
        self.assertEqual(len(state["reviewComments"]), 2)
        self.assertEqual(result.stdout.count(f"::error file={OLD_FILE}"), 2)
        self.github.reset()
        result, state = self.deliver(findings, "--report", "summary")
        self.assertEqual((state["requests"], result.stdout), ([], ""))

    def test_the_conclusion_follows_fail_on(self):
        for fail_on, conclusion in (("error", "neutral"), ("warning", "failure"),
                                    ("never", "neutral")):
            self.github.reset()
            _, state = self.deliver([finding(1, "warning")], "--fail-on", fail_on)
            self.assertEqual(state["checkRuns"][0]["conclusion"], conclusion)

    def test_ten_thousand_findings(self):
        findings = [finding(i, ("notice", "error", "warning")[i % 3], lines=(i + 1, i + 1))
                    for i in range(10000)]
        self.speed = 200
        result, state = self.deliver(findings)
        self.assertLessEqual(len([r for r in state["requests"] if r["method"] != "GET"]), 22)
        run, = state["checkRuns"]
        self.assertEqual(len(run["annotations"]), 1000)
        self.assertEqual({a["annotation_level"] for a in run["annotations"]}, {"failure"})
        self.assertEqual((run["status"], run["conclusion"]), ("completed", "failure"))
        self.assertIn("1000 of 10000 findings are annotated here", run["summary"])
        self.assertIn("too many for a comment", state["issueComments"][0]["body"])
        self.assertIn("did not fit here", result.summary)
        self.assertLess(len(result.summary.encode()), 1 << 20)
        self.assertIn("9000 of 10000 findings as workflow commands", result.stderr)
        self.assertEqual(result.stdout.count("\n::") + result.stdout.startswith("::"), 30 + 2)
        annotated = words_in("\n".join(a["message"] for a in run["annotations"]))
        self.assertEqual(words_in(result.stdout) | annotated, {word(f) for f in findings})

    def test_hostile_text_stays_text(self):
        hostile = ["```\n```suggestion\nevil()", "<img src=x onerror=alert(1)>", "@octocat #1",
                   "-->\n<!-- migcheck report -->", "::error::x", "\x1b[31m ##[error]x",
                   "| a | b |\n| --- |", "\u202egnp.exe", "[x](javascript:alert(1))"]
        findings = [finding(i, suggestion=(3 + i, 3 + i), path=NEW_FILE, policy=text or "p",
                            help=text, fingerprint=text, sql=text)
                    for i, text in enumerate(hostile)]
        for i, text in enumerate(hostile):
            findings[i]["message"] += " " + text
            findings[i]["suggestion"]["replacement"] = text
            findings[i]["fingerprint"] = f"--> {i:x}{text}"
        _, state = self.deliver(findings)
        self.assertEqual(len(state["reviewComments"]), len(hostile))
        for comment in state["reviewComments"]:
            head, _, rest = comment["body"].partition("\n")
            self.assertRegex(head, r"^<!-- migcheck suggestion [0-9A-Za-z]+ -->$")
            text, _, code = rest.partition("suggestion\n")
            for part in ("<img", "@octocat", "\x1b", "\u202e", "```\n", "<!-- migcheck"):
                self.assertNotIn(part, text)
            self.assertNotRegex(text, r"(?<!\\)\]\(java")
        fences = state["reviewComments"][0]["body"]
        self.assertTrue("\n````suggestion\n```\n```suggestion\nevil()\n````\n" in fences, fences)
        for part in ("<img", "@octocat", "\x1b", "\u202e", "```"):
            self.assertNotIn(part, state["issueComments"][0]["body"])

    def test_very_long_text_fits(self):
        long = finding(1, suggestion=(3, 3))
        long.update(message=long["message"] + "é" * 80000, help="y\n" * 70000, policy="p" * 400,
                    sql="s" * 90000)
        long["suggestion"]["replacement"] = "z" * 70000
        result, state = self.deliver([long, finding(2)])
        self.assertEqual(state["reviewComments"], [])
        self.assertEqual(len(state["checkRuns"][0]["annotations"]), 2)

    def test_what_is_about_no_file_is_annotated(self):
        lost = finding(1, path="", lines=(1, 1))
        _, state = self.deliver([lost], "--report", "check")
        self.assertEqual(state["checkRuns"][0]["annotations"][0]["path"], ".github")

    def test_writes_are_a_second_apart(self):
        self.speed = 4
        _, state = self.deliver(some_findings(8))
        writes = [r["at"] for r in state["requests"] if r["method"] != "GET"]
        self.assertEqual(len(writes), 3)
        for earlier, later in zip(writes, writes[1:]):
            self.assertGreaterEqual(later - earlier, 1000 / self.speed - 100)

    def test_a_moved_repository_is_followed(self):
        self.github.reset(faults=[{"at": i, "kind": "moved"} for i in range(1, 30, 2)])
        findings = some_findings(8)
        result = self.annotate(findings, "--strict-publish")
        self.assertEqual(result.status, 0, result.stderr)
        state = self.assert_nothing_is_lost(findings, result)
        self.assertEqual(len(state["checkRuns"]), 1)


class Secrecy(DeliveryTest):
    def test_the_token_is_in_no_process_list(self):
        self.github.reset(faults=[{"from": 1, "kind": "slow"}])
        seen, done = [], threading.Event()

        def watch():
            while not done.is_set():
                for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                    try:
                        seen.append(path.read_bytes())
                    except OSError:
                        pass

        watcher = threading.Thread(target=watch)
        watcher.start()
        try:
            self.annotate(some_findings(3))
        finally:
            done.set()
            watcher.join()
        self.assertTrue(any(b"annotate\0report.json" in line for line in seen))
        self.assertFalse(any(TOKEN.encode() in line for line in seen))
