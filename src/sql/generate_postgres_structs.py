"""Writes postgres_structs.inc: which fields each of PostgreSQL's structs has, and what they are in
libpg_query's message of that name. pg_query.proto says so, in a regular form, as libpg_query
generates it, too. Who includes the file defines what it wants of

    ENUM(name) ENUMERATOR(name, number)… END_ENUM
    STRUCT(name, message, function) FIELD(name, member)… LIST(name, member)… END_STRUCT
    NODE(struct, member, number)             what a Node can be

    generate_postgres_structs.py pg_query.proto postgres_structs.inc
"""

import re
import sys

FIELD = re.compile(r'\s*(?P<repeated>repeated )?(?P<type>\w+) (?P<member>\w+) = (?P<number>\d+)'
                   r'(?: \[json_name="(?P<native>\w+)"\])?;')
ENUMERATOR = re.compile(r"\s*(\w+) = ([1-9]\d*);")

# No structs of PostgreSQL's; or lists and a union, which the includer reads.
BY_HAND = {"ParseResult", "ScanResult", "ScanToken", "Node", "List", "A_Const"}
# Nothing that is parsed has these.
NEVER_PARSED = {"OidList", "IntList", "DistinctExpr", "NullIfExpr"}
# Enums of libpg_query's scanner.
NOT_NATIVE = {"Token", "KeywordKind"}

MACROS = {"ENUM(name)", "ENUMERATOR(name, number)", "END_ENUM", "STRUCT(name, message, function)",
          "FIELD(name, member)", "LIST(name, member)", "END_STRUCT", "NODE(name, member, number)"}


def blocks(kind, text):
    for match in re.finditer(rf"^{kind} (\w+)\s*{{\n(.*?)^}}", text, re.M | re.S):
        yield match[1], match[2].splitlines()


def fields(lines):
    return [match for match in map(FIELD.match, lines) if match]


def member(field):
    """protobuf-c's name of a field: C's keywords get an underscore."""
    return "float_" if field["member"] == "float" else field["member"]


def native(field):
    return field["native"] or field["member"]


def message_type(name):
    """protobuf-c's name of a message's struct: A_Expr has PgQuery__AExpr."""
    return "PgQuery__" + "".join(part[0].upper() + part[1:] for part in name.split("_"))


def message_function(name):
    """What protobuf-c's functions begin with: A_Expr has pg_query__a__expr."""
    return "pg_query__" + re.sub(r"(?<!^)(?<![A-Z])([A-Z])", r"_\1", name).lower()


def enum(name, lines):
    yield f"ENUM({name})"
    for enumerator, number in (match.groups() for match in map(ENUMERATOR.match, lines) if match):
        yield f"ENUMERATOR({enumerator}, {number})"
    yield "END_ENUM"


def struct(name, lines):
    yield f"STRUCT({name}, {message_type(name)}, {message_function(name)})"
    for field in fields(lines):
        if not field["repeated"]:
            yield f"FIELD({native(field)}, {member(field)})"
        elif field["type"] == "Node":
            yield f"LIST({native(field)}, {member(field)})"
        # Else it is a set of numbers, which only the planner makes.
    yield "END_STRUCT"


def written(text):
    messages = dict(blocks("message", text))
    for macro in sorted(MACROS):
        yield f"#ifndef {macro.partition('(')[0]}\n#define {macro}\n#endif"
    for name, lines in blocks("enum", text):
        if name not in NOT_NATIVE:
            yield from enum(name, lines)
    for name, lines in messages.items():
        if name not in BY_HAND | NEVER_PARSED:
            yield from struct(name, lines)
    for field in fields(messages["Node"]):
        if native(field) not in NEVER_PARSED:
            yield f"NODE({native(field)}, {member(field)}, {field['number']})"
    for macro in sorted(MACROS):
        yield f"#undef {macro.partition('(')[0]}"


def main():
    description, out = sys.argv[1:]
    with open(description, encoding="utf-8") as file:
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read(), flags=re.S)
    with open(out, "w", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in written(text))


main()
