"""What a report has to show for a text: src/report/visible.h, written a second time."""

import re

HIDDEN = [(0x00, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E),
          (0x200B, 0x200B), (0x200E, 0x200F), (0x2028, 0x202E), (0x2060, 0x206F),
          (0xFEFF, 0xFEFF), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF), (0xE0000, 0xE007F)]


def is_hidden(character):
    return any(first <= ord(character) <= last for first, last in HIDDEN)


def escape(character):
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that is not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    if character in "\r\n":
        return {"\r": "\\r", "\n": "\\n"}[character]
    if is_hidden(character):
        return f"\\x{code:02x}" if code < 0x80 else f"\\u{{{code:x}}}"
    return character


def shown(data):
    """One line. Tabs stay, since how wide they are depends on their column."""
    text = data.decode("utf-8", "surrogateescape")
    text = "".join(c if c == "\t" else escape(c) for c in text)
    return text.replace("##[", "\\x23#[")


def shown_lines(data):
    lines = data.removesuffix(b"\n").split(b"\n")
    return [shown(line.removesuffix(b"\r")) for line in lines]


def one_line(data):
    return shown(re.sub(rb"[ \t\r\n\f\v]+", b" ", data.strip(b" \t\r\n\f\v")))


def replaced(data):
    """As a reader of JSON gets it: bytes that are not UTF-8 are U+FFFD, however many."""
    return collapsed(data.decode("utf-8", "replace"))


def collapsed(text):
    return re.sub("\ufffd+", "\ufffd", text)


def columns(text):
    """The text with white space of any width as one space: tabs are shown as some."""
    return re.sub(r"[ \t]+", " ", text)
