#!/usr/bin/python3
"""Holds every format against the programs and schemas of those who read it: run.py RENDER_REPORTS

The reports are made up; tests/formats/render_reports.cpp says which.
"""

import gzip
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import hostile  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
MULTITOOL = HERE.parents[1] / "npm/node_modules/@microsoft/sarif-multitool-linux"
SCHEMAS = {"sarif": MULTITOOL / "sarif-2.1.0.json", "gitlab": HERE / "schemas/gitlab.json",
           "rdjson": HERE / "schemas/rdjson.json"}


def setUpModule():  # pylint: disable=invalid-name
    temporary = tempfile.TemporaryDirectory(prefix="migcheck-formats-")
    unittest.addModuleCleanup(temporary.cleanup)
    Reports.folder = pathlib.Path(temporary.name)
    subprocess.run([RENDER_REPORTS, Reports.folder], check=True, timeout=300)


class Reports(unittest.TestCase):
    folder = None  # where they all are

    def read(self, name):
        return (self.folder / name).read_bytes().decode("utf-8")  # so that it is UTF-8

    def files(self, suffix):
        found = sorted(self.folder.glob(f"*.{suffix}"))
        self.assertGreater(len(found), 50)
        return found

    def write(self, name, content):
        path = self.folder / name
        path.write_text(content, encoding="utf-8")
        self.addCleanup(path.unlink, missing_ok=True)
        return path


class Hostile(Reports):
    def test_hostile_text_is_shown_and_never_obeyed(self):
        for format_ in self.read("formats").split():
            self.assertIn(format_, hostile.CHECKS, "a format without a check: add one to hostile.py")
            for path in self.files("input"):
                with self.subTest(format_, text=path.read_bytes()[:80]):
                    rendered = self.read(f"{path.stem}.{format_}")
                    self.assertEqual(hostile.common(rendered), [])
                    self.assertEqual(hostile.CHECKS[format_](rendered, path.read_bytes()), [])


def validate_sarif(paths):
    """What the validator says: (files scanned, [complaints]). It exits with 0 whatever it finds."""
    done = subprocess.run([MULTITOOL / "Sarif.Multitool", "validate", "--rule-kind", "Sarif;Gh", *paths],
                          capture_output=True, text=True, timeout=300, check=False)
    scanned = re.search(r"(\d+) files? scanned", done.stdout)
    complaints = re.findall(r"^.*: (?:error|warning) .*$", done.stdout + done.stderr, re.MULTILINE)
    return int(scanned[1]) if scanned else 0, complaints


class Sarif(Reports):
    def test_the_validator_with_the_rules_of_github_is_content(self):
        paths = [path for path in self.files("sarif") if path.stem not in ("large", "huge")]
        self.assertEqual(validate_sarif(paths), (len(paths), []))

    def test_the_validator_finds_faults(self):
        def no_region(run):
            del run["results"][0]["locations"][0]["physicalLocation"]["region"]

        def no_location(run):
            run["results"][0]["locations"] = []

        def wrong_index(run):
            run["results"][0]["ruleIndex"] = 99

        for damage in (no_region, no_location, wrong_index):
            with self.subTest(damage.__name__):
                log = json.loads(self.read("sample.sarif"))
                damage(log["runs"][0])
                scanned, complaints = validate_sarif([self.write("bad.sarif", json.dumps(log))])
                self.assertTrue(complaints or not scanned)

    def test_columns_count_utf16_units_and_suppressed_findings_are_left_out(self):
        run = json.loads(self.read("sample.sarif"))["runs"][0]
        self.assertEqual(run["columnKind"], "utf16CodeUnits")
        found = {result["ruleId"]: result["locations"][0]["physicalLocation"]["region"]
                 for result in run["results"]}
        self.assertNotIn("opaque-statement", found)
        line = "SELECT '\U0001F600 é', 1; DROP TABLE \"\U0001F4DA\";"
        units = [len(line[:at].encode("utf-16-le")) // 2 + 1
                 for at in (line.index("DROP"), len(line) - 1)]
        self.assertEqual([found["drop-table"][name] for name in ("startColumn", "endColumn")], units)


class Rdjson(Reports):
    def test_columns_count_bytes(self):
        found = {one["code"]["value"]: one for one in
                 json.loads(self.read("sample.rdjson"))["diagnostics"]}
        line = "SELECT '\U0001F600 é', 1; DROP TABLE \"\U0001F4DA\";"
        place = found["drop-table"]["location"]["range"]
        self.assertEqual([place["start"]["column"], place["end"]["column"]],
                         [len(line[:at].encode()) + 1 for at in (line.index("DROP"), len(line) - 1)])
        suggestion = found["drop-table"]["suggestions"][0]["range"]
        self.assertEqual(suggestion, {"start": {"line": 5, "column": 1},
                                      "end": {"line": 5, "column": len(line.encode()) + 1}})


class Schemas(Reports):
    def xmllint(self, schema, paths):
        done = subprocess.run(["xmllint", "--huge", "--noout", "--nonet", "--schema",
                               HERE / "schemas" / schema, *paths], capture_output=True, text=True,
                              check=False)
        return done.returncode, [line for line in done.stderr.splitlines()
                                 if not line.endswith(" validates")]

    def test_the_xml_is_valid(self):
        for format_ in ("junit", "checkstyle"):
            with self.subTest(format_):
                self.assertEqual(self.xmllint(f"{format_}.xsd", self.files(format_)), (0, []))

    def test_the_schemas_of_xml_find_faults(self):
        for format_, damage in (("junit", (' tests="', ' count="')), ("junit", ("failure", "fault")),
                                ("checkstyle", ('line="1"', 'line="0"')),
                                ("checkstyle", ('"warning"', '"fatal"'))):
            with self.subTest(damage):
                damaged = self.read(f"sample.{format_}").replace(*damage)
                self.assertNotEqual(self.xmllint(f"{format_}.xsd",
                                                 [self.write("bad.xml", damaged)])[0], 0)

    def validator(self, format_):
        import jsonschema
        schema = json.loads(SCHEMAS[format_].read_text(encoding="utf-8-sig"))
        validator = jsonschema.validators.validator_for(schema)
        validator.check_schema(schema)
        return validator(schema)

    def test_the_json_is_valid(self):
        for format_ in SCHEMAS:
            validator = self.validator(format_)
            for path in self.files(format_):
                if path.stem in ("large", "huge"):
                    continue
                with self.subTest(path.name):
                    problems = [e.message for e in validator.iter_errors(json.loads(path.read_text()))]
                    self.assertEqual(problems, [])

    def test_the_schemas_of_json_find_faults(self):
        for format_, damage in (("gitlab", ('"critical"', '"error"')), ("gitlab", ('"path": "', '"path": "./')),
                                ("sarif", ('"level": "error"', '"level": "fatal"')),
                                ("rdjson", ('"ERROR"', '"error"')), ("rdjson", ('"line": 5', '"line": "5"'))):
            with self.subTest(damage):
                damaged = json.loads(self.read(f"sample.{format_}").replace(*damage))
                self.assertFalse(self.validator(format_).is_valid(damaged))

    def test_fingerprints_for_gitlab_are_unique(self):
        for path in self.files("gitlab"):
            prints = [issue["fingerprint"] for issue in json.loads(path.read_text())]
            self.assertEqual(len(set(prints)), len(prints), path.name)

    def test_junit_counts_what_it_has(self):
        for path in self.files("junit"):
            root = ElementTree.parse(path).getroot()
            for element in [root, *root.iter("testsuite")]:
                tests = list(element.iter("testcase"))
                self.assertEqual(int(element.get("tests")), len(tests), path.name)
                self.assertEqual(int(element.get("failures")), len(list(element.iter("failure"))))
                names = [(test.get("classname"), test.get("name")) for test in tests]
                self.assertEqual(len(set(names)), len(names), path.name)


class Large(Reports):
    """10,000 and 30,000 findings: errors, warnings and notices in turn."""

    def test_the_summary_fits_shows_errors_first_and_says_what_is_missing(self):
        for name, count in (("large", 10000), ("huge", 30000)):
            page = self.read(f"{name}.markdown")
            self.assertLessEqual(len(page.encode()), 900 * 1024)
            rows = re.findall(r"^\| (?:❌|⚠️|ℹ️) (\w+) ", page, re.MULTILINE)
            self.assertEqual(rows, sorted(rows, key=["error", "warning", "notice"].index))
            self.assertGreater(len(rows), 1000)
            left_out = re.search(r"(\d+) findings more did not fit here: .* JSON report", page)
            self.assertEqual(len(rows) + int(left_out[1]), count)

    def test_ten_annotations_of_each_level_and_the_rest_as_lines(self):
        log = self.read("large.github")
        levels = re.findall(r"^::(error|warning|notice) ", log, re.MULTILINE)
        self.assertEqual(levels, ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10)
        lines = re.findall(r"^db/\d+_change\.sql:\d+:\d+: (\w+) ", log, re.MULTILINE)
        self.assertEqual(len(lines) + len(levels), 10000)
        for level, more in (("error", 3323), ("warning", 3323), ("notice", 3324)):
            self.assertIn(f"\n{more} more {level}s in the summary", log)

    def test_sarif_has_no_more_than_github_takes(self):
        for name, count in (("large", 10000), ("huge", 30000)):
            content = (self.folder / f"{name}.sarif").read_bytes()
            self.assertLess(len(gzip.compress(content)), 10 * 1024 * 1024)
            run = json.loads(content)["runs"][0]
            levels = [result["level"] for result in run["results"]]
            self.assertEqual(len(levels), min(count, 25000))
            self.assertEqual(levels, sorted(levels, key=["error", "warning", "note"].index))
            notes = [note["message"]["text"]
                     for note in run["invocations"][0]["toolExecutionNotifications"]]
            said = "5000 findings more did not fit here: see the JSON report"
            self.assertEqual(said in notes, count > 25000)

    def test_the_other_formats_have_them_all(self):
        self.assertEqual(len(json.loads(self.read("huge.json"))["findings"]), 30000)
        self.assertEqual(len(json.loads(self.read("huge.gitlab"))), 30000)
        self.assertEqual(len(json.loads(self.read("huge.rdjson"))["diagnostics"]), 30000)
        self.assertEqual(self.read("huge.junit").count("<failure "), 30000)
        self.assertEqual(self.read("huge.checkstyle").count("<error "), 30000)
        self.assertEqual(self.read("huge.concise").count("\n"), 30001)
        self.assertEqual(self.read("huge.text").count("\n --> ") +
                         self.read("huge.text").count("\n  --> ") +
                         self.read("huge.text").count("\n   --> "), 30000)


if __name__ == "__main__":
    RENDER_REPORTS = pathlib.Path(sys.argv.pop(1)).resolve()
    if not os.access(RENDER_REPORTS, os.X_OK):
        sys.exit(f"no binary at {RENDER_REPORTS}")
    unittest.main()
