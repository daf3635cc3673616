"""For each format, what it must make of a report that has one hostile text everywhere.

A check takes what was rendered (str) and the text (bytes), and returns what is wrong, as a list. The
report is hostile_report() of tests/support/hostile_report.cpp.
"""

import json
import re
import urllib.parse
import xml.etree.ElementTree as ElementTree

import markdown
from shown import collapsed, columns, escape, is_hidden, one_line, replaced, shown, shown_lines

COMMAND = re.compile(r"::(error|warning|notice) file=([^:,]*),line=\d+,endLine=\d+"
                     r"(?:,col=\d+,endColumn=\d+)?,title=([^:,]*)::(.*)")
LOCK = "ACCESS EXCLUSIVE on {} (blocks reads and writes, rewrites the table)"


def differs(what, actual, expected):
    def tidy(text):
        return re.sub(r"\s+", " ", text).strip()
    return [] if tidy(actual) == tidy(expected) else [f"{what} is {actual!r}, not {expected!r}"]


def full_message(data):
    lines = shown_lines(data)
    return "\n".join([*lines, "locks: " + LOCK.format(shown(data)), "help: " + "\n".join(lines)])


def is_obeyed(line):
    """By GitHub's runner: ActionCommand.TryParseV2 and TryParse."""
    return line.strip().startswith("::") or "##[" in line


def common(rendered):
    """No format prints what a terminal or the runner obeys."""
    found = [f"character {ord(c):#x}" for c in set(rendered) if c != "\n" and is_hidden(c)]
    return found + [f"command {line!r}" for line in rendered.split("\n")
                    if is_obeyed(line) and not is_ours(line)]


def is_ours(line):
    return bool(COMMAND.fullmatch(line)) or line == "::endgroup::" or \
        line.startswith("::group::migcheck: 2 findings (1 error, 1 warning)")


def text(rendered, data):
    lines = [columns(line) for line in rendered.split("\n")]
    return [f"no line shows {line!r}" for line in map(columns, shown_lines(data)[:1])
            if len(line) < 100 and not any(line in other for other in lines)]


def concise(rendered, data):
    lines = rendered.split("\n")
    if len(lines) != 4 or lines[3]:
        return [f"{len(lines)} lines"]
    name = re.escape(columns(shown(data)).strip())
    pattern = rf"(\| )? ?{name} ?:\d+:\d+: error ?{name} {re.escape(columns(one_line(data)))}"
    return [] if re.fullmatch(pattern, columns(lines[0])) else [f"line {lines[0]!r}"]


def unescape_command(value):
    return re.sub("%(0D|0A|3A|2C|25)", lambda match: chr(int(match[1], 16)), value)


def github(rendered, data):
    commands = [m for m in map(COMMAND.fullmatch, rendered.split("\n")) if m]
    if [m[1] for m in commands] != ["error", "warning"]:
        return [f"{len(commands)} annotations"]
    found = []
    for match in commands:
        file, title, message = map(unescape_command, match.groups()[1:])
        expected = full_message(data) + "\n" + shown(b"https://example.com/" + data)
        found += differs("file", file, shown(data))
        found += differs("title", title, "migcheck: " + shown(data))
        if len(message.encode()) > 4096:
            found.append("a message over GitHub's limit")
        found += differs("message", message, columns_cut(expected, message))
    return found


def columns_cut(expected, actual):
    return expected if len(actual.encode()) < 4000 - 4 else actual


def markdown_summary(rendered, data):
    tree = markdown.parse(rendered)
    allowed = {"document", "heading", "paragraph", "block_quote", "table", "table_header",
               "table_row", "table_cell", "text", "softbreak", "html_inline"}
    found = markdown.problems(tree, allowed)
    kinds = markdown.kinds(tree)
    if (kinds.count("heading"), kinds.count("table"), kinds.count("block_quote")) != (2, 2, 1):
        return found + ["other headings, tables or quotes than ours"]
    rows = markdown.rows(tree)
    if [len(row) for row in rows] != [4, 4, 6]:
        return found + [f"rows of {[len(row) for row in rows]} cells"]
    found += differs("policy", rows[0][1], shown(data))
    found += differs("place", re.sub(r":\d+$", "", rows[0][2]), shown(data))
    found += differs("what", rows[0][3], full_message(data))
    found += differs("revision", rows[2][0], shown(data))
    return found + differs("difference", rows[2][5], "{0}\nrows lost: {0}\nchanged for good: {0}"
                           .format(shown(data)))


def no_twins(pairs):
    names = [name for name, _ in pairs]
    if len(set(names)) != len(names):
        raise ValueError(f"a name is there twice: {names}")
    return dict(pairs)


def load(rendered):
    return json.loads(rendered, object_pairs_hook=no_twins)


def json_report(rendered, data):
    report = load(rendered)
    finding = report["findings"][0]
    step = report["roundtrip"]["revisions"][0]
    texts = {**{name: finding[name] for name in ("policy", "message", "help", "path", "revision",
                                                 "sql", "fingerprint")},
             **{name: step[name] for name in ("revision", "status")},
             "head": report["heads"][0], "dialect": report["target"]["dialect"],
             "relation": finding["locks"][0]["relation"], "lost": step["rows_lost"][0],
             "statement": report["statements"][0]["sql"],
             "replacement": finding["suggestion"]["replacement"]}
    return [f"{name} is {value!r}" for name, value in texts.items()
            if collapsed(value) != replaced(data)]


def github_check(rendered, data):
    body, = load(rendered)
    tree = markdown.parse(body["output"]["summary"])
    found = markdown.problems(tree, {"document", "paragraph", "block_quote", "text", "softbreak",
                                     "html_inline"})
    if markdown.kinds(tree).count("block_quote") != 1:
        found.append("other quotes than ours")
    annotation = body["output"]["annotations"][0]
    expected = full_message(data) + "\n" + shown(b"https://example.com/" + data)
    if len(annotation["message"].encode()) < 60000 - 4:
        found += differs("message", annotation["message"], expected)
    if len(annotation["title"].encode()) < 255 - 4:
        found += differs("title", annotation["title"], "migcheck: " + shown(data))
    if annotation["path"] != ".github" and collapsed(annotation["path"]) != replaced(data):
        found.append(f"path {annotation['path']!r}")
    return found


def gitlab(rendered, data):
    issue = load(rendered)[0]
    found = differs("description", columns(issue["description"]), columns(one_line(data)))
    found += differs("check_name", issue["check_name"], one_line(data))
    if collapsed(issue["location"]["path"]) != replaced(data):
        found.append(f"path {issue['location']['path']!r}")
    return found


def rdjson(rendered, data):
    diagnostic = load(rendered)["diagnostics"][0]
    tree = markdown.parse(diagnostic["message"])
    found = markdown.problems(tree, {"document", "paragraph", "text", "softbreak", "linebreak",
                                     "html_inline"})
    found += differs("message", markdown.text_of(tree), full_message(data))
    for value in (diagnostic["location"]["path"], diagnostic["code"]["value"],
                  diagnostic["suggestions"][0]["text"]):
        if collapsed(value) != replaced(data):
            found.append(f"text {value!r}")
    return found


# SARIF 2.1.0, section 3.11.6, and what SARIF's viewer for Visual Studio looks for.
LINKS = (re.compile(r"(?<!\\)\[(?:[^\\\[\]]|\\[\\\[\]])*\]\([^)]*\)"),
         re.compile(r"\[[^\\\]]+\]\([^)]+\)"))


def decode_message(message):
    """As a viewer shows it, or None where it has a link or a placeholder."""
    braces = re.sub(r"\{\{|\}\}", "", message)
    if any(link.search(message) for link in LINKS) or "{" in braces or "}" in braces:
        return None
    message = message.replace("{{", "{").replace("}}", "}")
    return re.sub(r"\\([\\\[\]])", r"\1", message) if "](" in full_unescaped(message) else message


def full_unescaped(message):
    return re.sub(r"\\([\\\[\]])", r"\1", message)


def sarif(rendered, data):
    result = load(rendered)["runs"][0]["results"][0]
    message = decode_message(result["message"]["text"])
    found = ["a link or a placeholder"] if message is None else \
        differs("message", message, full_message(data))
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    if not re.fullmatch(r"(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})+", location) or \
            urllib.parse.unquote_to_bytes(location) != data:
        found.append(f"uri {location!r}")
    if collapsed(result["ruleId"]) != replaced(data):
        found.append(f"ruleId {result['ruleId']!r}")
    return found


def held_by_xml(data):
    """The text as XML gives it back: what it cannot hold is shown."""
    text_ = data.decode("utf-8", "surrogateescape")
    return "".join(escape(c) if "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff" or
                   (c < " " and c not in "\t\r\n") else c for c in text_)


def checkstyle(rendered, data):
    file = ElementTree.fromstring(rendered).find("file")
    error = file.find("error")
    found = [] if file.get("name") == held_by_xml(data) else [f"name {file.get('name')!r}"]
    if error.get("source") != "migcheck." + held_by_xml(data):
        found.append(f"source {error.get('source')!r}")
    return found + differs("message", error.get("message"), one_line(data))


def junit(rendered, data):
    suites = ElementTree.fromstring(rendered).findall("testsuite")
    test = suites[0].find("testcase")
    found = [] if test.get("classname") == held_by_xml(data) else ["classname"]
    found += differs("name", test.get("name").rsplit(" at ", 1)[0], shown(data))
    found += differs("message", test.find("failure").get("message"), one_line(data))
    found += differs("text", test.find("failure").text, full_message(data))
    skipped = suites[1].find("testcase/skipped")
    if skipped is None and shown(data) != "passed":
        return found + ["the rehearsal is missing"]
    return found + differs("differences", skipped.text, "{0}\nrows lost: {0}\nchanged for good: {0}"
                           .format(shown(data)))


CHECKS = {"text": text, "concise": concise, "json": json_report, "sarif": sarif, "github": github,
          "github-check": github_check, "markdown": markdown_summary, "gitlab": gitlab,
          "junit": junit, "checkstyle": checkstyle, "rdjson": rdjson}
