"""Writes what native_tree.cpp includes: how each of PostgreSQL's structs is read into libpg_query's
message of that name, field by field. pg_query.proto says which there are; it is in a regular form,
as libpg_query generates it, too.

    generate_native_tree.py pg_query.proto native_tree_fields.inc

How a field is read is left to the overloads of put() in native_tree.cpp: the description says
neither whether a struct stands in its place or behind a pointer, nor char from char *.
"""

import re
import sys

FIELD = re.compile(r'\s*(?P<repeated>repeated )?(?P<type>\w+) (?P<name>\w+) = (?P<number>\d+)'
                   r'(?: \[json_name="(?P<native>\w+)"\])?;')
ENUMERATOR = re.compile(r"\s*(\w+) = ([1-9]\d*);")

# No structs of PostgreSQL's; or lists, which native_tree.cpp reads; or a union.
WRITTEN_BY_HAND = {"ParseResult", "ScanResult", "ScanToken", "Node", "List", "A_Const"}
# Nothing that is parsed has these.
NEVER_PARSED = {"OidList", "IntList"}
# Enums of libpg_query's scanner.
NOT_NATIVE = {"Token", "KeywordKind"}


def blocks(kind, text):
    for match in re.finditer(rf"^{kind} (\w+)\s*{{\n(.*?)^}}", text, re.M | re.S):
        yield match[1], match[2].splitlines()


def fields(lines):
    return [match for match in map(FIELD.match, lines) if match]


def member(field):
    """protobuf-c's name of a field: C's keywords get an underscore."""
    return "float_" if field["name"] == "float" else field["name"]


def native(field):
    return field["native"] or field["name"]


def message_type(name):
    """protobuf-c's name of a message's struct: A_Expr has PgQuery__AExpr."""
    return "PgQuery__" + "".join(part[0].upper() + part[1:] for part in name.split("_"))


def message_function(name):
    """What protobuf-c's functions begin with: A_Expr has pg_query__a__expr."""
    return "pg_query__" + re.sub(r"(?<!^)(?<![A-Z])([A-Z])", r"_\1", name).lower()


def number_of(name, lines):
    yield f"[[maybe_unused]] int number_of({name} value) {{"
    yield "  switch (value) {"
    for enumerator, number in (match.groups() for match in map(ENUMERATOR.match, lines) if match):
        yield f"    case {enumerator}: return {number};"
    yield "    default: return 0;"
    yield "  }\n}\n"


def read(name):
    return (f"void read([[maybe_unused]] Arena& arena, [[maybe_unused]] const {name}& in, "
            f"{message_type(name)}& out)")


def reader(name, lines):
    yield read(name) + " {"
    yield f"  {message_function(name)}__init(&out);"
    for field in fields(lines):
        if not field["repeated"]:
            yield f"  PUT({member(field)}, {native(field)});"
        elif field["type"] == "Node":
            yield f"  PUT_LIST({member(field)}, {native(field)});"
        # Else it is a set of numbers, which only the planner makes.
    yield "}\n"


def written(text):
    messages = dict(blocks("message", text))
    readable = [name for name in messages if name not in WRITTEN_BY_HAND | NEVER_PARSED]
    for name, lines in blocks("enum", text):
        if name not in NOT_NATIVE:
            yield from number_of(name, lines)
    for name in readable:
        yield read(name) + ";"
    for name in readable:
        yield from reader(name, messages[name])
    yield "#define MIGCHECK_NODES \\"
    for field in fields(messages["Node"]):
        if native(field) not in NEVER_PARSED:
            yield f"  NODE({native(field)}, {member(field)}, {field['number']}) \\"
    yield ""


def main():
    description, out = sys.argv[1:]
    with open(description, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read(), flags=re.S)
    with open(out, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in written(text))


main()
