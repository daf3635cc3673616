"""What GitHub's own renderer, cmark-gfm, makes of Markdown: which nodes, and which text."""

import re
import subprocess
import xml.etree.ElementTree as ElementTree

EXTENSIONS = ("table", "autolink", "strikethrough", "tasklist", "footnotes")
NAMESPACE = "{http://commonmark.org/xml/1.0}"

# The HTML that migcheck itself writes; an address has no character that could end the attribute.
OURS = re.compile(r'</?(code|span)>|<br>|</a>|<a href="https://[^"<>\x00-\x20]*">')

# Names and numbers that GitHub would make a link of.
REFERENCE = re.compile(r"@\w|#\d|https?://|www\.", re.IGNORECASE)


def parse(markdown):
    command = ["cmark-gfm", "--unsafe", "-t", "xml"]
    for extension in EXTENSIONS:
        command += ["-e", extension]
    done = subprocess.run(command, input=markdown.encode(), capture_output=True, check=True)
    return ElementTree.fromstring(done.stdout)


def kind(node):
    return node.tag.removeprefix(NAMESPACE)


def kinds(tree):
    return [kind(node) for node in tree.iter()]


def problems(tree, allowed):
    """Nodes that hostile text must not become."""
    found = []
    for node in tree.iter():
        text = node.text or ""
        if kind(node) not in allowed:
            found.append(f"{kind(node)}: {text!r}")
        if kind(node) == "html_inline" and not OURS.fullmatch(text):
            found.append(f"HTML: {text!r}")
        if kind(node) == "text" and REFERENCE.search(text):
            found.append(f"reference: {text!r}")
    return found


def text_of(node):
    """What a reader sees."""
    parts = []
    for child in node.iter():
        if kind(child) == "text":
            parts.append(child.text or "")
        elif kind(child) in ("softbreak", "linebreak") or child.text == "<br>":
            parts.append("\n")
        elif kind(child) == "paragraph":
            parts.append("\n")
    return "".join(parts).replace("\u00a0", " ").strip()


def rows(tree):
    """The rows of every table, as lists of the cells' texts."""
    return [[text_of(cell) for cell in row] for row in tree.iter(f"{NAMESPACE}table_row")]
