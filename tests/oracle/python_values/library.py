import base64
import datetime as dt
import decimal
import functools
import hashlib
import itertools
import json
import operator
import os
import os.path
import pathlib
import re
import string
import textwrap
import uuid
from datetime import date, datetime, timedelta, timezone
from textwrap import dedent
from types import SimpleNamespace

ROW = {"id": 1, "tags": ["a", "b"], "nested": {"x": None, "y": True, "z": 1.5}}

dedent("  a\n    b\n  c\n")
dedent("\n    SELECT 1\n      FROM t\n    ")
dedent("a\n  b")
dedent("  a\n\n  b\n \n")
dedent("\ta\n\tb")
dedent("\ta\n  b")
dedent("")
textwrap.indent("a\n\nb\n", "  ")
textwrap.indent("a\nb", "> ", lambda line: True)  # opaque: a predicate of textwrap.indent
textwrap.fill("some words to fill here", 10)  # opaque: textwrap.fill
textwrap.shorten("some words here", 10)  # opaque: textwrap.shorten
string.ascii_lowercase, string.ascii_uppercase, string.digits  # opaque: string.ascii_lowercase
string.ascii_letters, string.hexdigits, string.punctuation  # opaque: string.ascii_letters
string.Template("$a ${b} $$").substitute(a=1, b="x")  # opaque: string.Template
string.Template("$a ${b}").substitute({"a": 1, "b": 2})  # opaque: string.Template
string.Template("$a $b").safe_substitute(a=1)  # opaque: string.Template
string.Template("$a $b").substitute(a=1)  # opaque: string.Template
string.Template("$").substitute()  # opaque: string.Template
string.capwords("the quick fox")  # opaque: string.capwords
json.dumps(ROW)
json.dumps(ROW, indent=2)  # opaque: options of json.dumps
json.dumps(ROW, sort_keys=True)  # opaque: options of json.dumps
json.dumps({"b": 1, "a": [1, 2]}, sort_keys=True, indent=4)  # opaque: options of json.dumps
json.dumps([1, "a", None, True, 1.0, "é\n\"\\/"])  # opaque: JSON beyond ASCII
json.dumps("é", ensure_ascii=False)  # opaque: options of json.dumps
json.dumps("\U0001f600")  # opaque: JSON beyond ASCII
json.dumps("\x7f\x00\u2028")  # opaque: JSON beyond ASCII
json.dumps({1: "a", None: "b", True: "c", 1.5: "d"})  # opaque: keys of JSON that are no text
json.dumps((1, 2))
json.dumps({1, 2})
json.dumps([])
json.dumps({})
json.dumps([], indent=2)  # opaque: options of json.dumps
json.dumps([1, [2, []]], indent=1)  # opaque: options of json.dumps
json.dumps({"a": 1}, separators=(",", ":"))  # opaque: options of json.dumps
json.dumps([1, 2], separators=(",", ":"))  # opaque: options of json.dumps
json.dumps(float("inf"))
json.dumps(10**20)  # opaque: integers beyond 64 bits
json.dumps(date(2020, 1, 2), default=str)  # opaque: options of json.dumps
json.dumps(date(2020, 1, 2))  # opaque: the methods of dates and times
json.loads('{"a": [1, 2.5, null, true, "x\\u00e9"]}')  # opaque: json.loads
json.loads("[]")  # opaque: json.loads
json.loads(" 5 ")  # opaque: json.loads
json.loads('"a\\n"')  # opaque: json.loads
json.loads("{bad}")  # opaque: json.loads
json.loads("")  # opaque: json.loads
json.loads("1e3")  # opaque: json.loads
json.loads('{"a": 1, "a": 2}')  # opaque: json.loads
json.loads('"\\ud83d\\ude00"')  # opaque: json.loads
json.loads("[1,]")  # opaque: json.loads
json.loads(json.dumps(ROW)) == ROW  # opaque: json.loads
os.path.join("a", "b")
os.path.join("a/", "b", "c.sql")
os.path.join("a", "/b")
os.path.join("", "b")
os.path.join("a", "")
os.path.basename("a/b.sql"), os.path.dirname("a/b.sql")
os.path.basename("a/"), os.path.dirname("b"), os.path.dirname("/b"), os.path.dirname("a//b")
os.path.splitext("a/b.tar.gz"), os.path.splitext("a.b/c"), os.path.splitext(".bashrc")  # opaque: os.path.splitext
os.path.normpath("a/../b/./c")  # opaque: os.path.normpath
os.path.abspath(".")  # opaque: the working directory
os.path.exists("/")  # opaque: the file system
os.environ.get("HOME")  # opaque: the environment
os.environ["HOME"]  # opaque: the environment
os.getenv("X", "y")  # opaque: the environment
os.sep, os.linesep  # opaque: os.sep
str(pathlib.Path("a") / "b.sql")  # opaque: pathlib
pathlib.Path("a/b.sql").name  # opaque: pathlib
re.sub("a", "b", "banana")  # opaque: re
re.sub(r"(\w+)", r"<\1>", "one two")  # opaque: re
re.match(r"\d+", "12a").group()  # opaque: re
re.match("x", "abc") is None  # opaque: re
bool(re.search("b", "abc"))  # opaque: re
re.split(",", "a,b")  # opaque: re
re.findall("a", "banana")  # opaque: re
re.compile("a").sub("b", "aa")  # opaque: re
re.escape("a.b")  # opaque: re
list(itertools.chain([1], "ab"))
list(itertools.chain.from_iterable([[1], [2, 3]]))
list(itertools.product([1, 2], "ab"))
list(itertools.product("ab", repeat=2))  # opaque: itertools.product with repeat
list(itertools.product())
list(itertools.zip_longest([1, 2], "a"))  # opaque: itertools.zip_longest
list(itertools.zip_longest([1, 2], "a", fillvalue="-"))  # opaque: itertools.zip_longest
[(k, list(g)) for k, g in itertools.groupby("aabbb")]  # opaque: itertools.groupby
[(k, list(g)) for k, g in itertools.groupby([1, 3, 2, 4], key=lambda n: n % 2)]  # opaque: itertools.groupby
list(itertools.combinations([1, 2, 3], 2))  # opaque: itertools.combinations
list(itertools.permutations([1, 2, 3], 2))  # opaque: itertools.permutations
list(itertools.permutations("ab"))  # opaque: itertools.permutations
list(itertools.repeat("a", 3))  # opaque: itertools.repeat
list(itertools.islice([1, 2, 3, 4], 2))  # opaque: itertools.islice
list(itertools.islice([1, 2, 3, 4], 1, 3))  # opaque: itertools.islice
list(itertools.islice([1, 2, 3, 4], 0, None, 2))  # opaque: itertools.islice
list(itertools.accumulate([1, 2, 3]))  # opaque: itertools.accumulate
list(itertools.accumulate([1, 2, 3], operator.mul))  # opaque: itertools.accumulate
list(itertools.starmap(lambda a, b: a + b, [(1, 2), (3, 4)]))  # opaque: itertools.starmap
list(itertools.takewhile(lambda n: n < 3, [1, 2, 3, 1]))  # opaque: itertools.takewhile
list(itertools.dropwhile(lambda n: n < 3, [1, 2, 3, 1]))  # opaque: itertools.dropwhile
list(itertools.filterfalse(lambda n: n % 2, [1, 2, 3]))  # opaque: itertools.filterfalse
list(itertools.compress("abc", [1, 0, 1]))  # opaque: itertools.compress
list(itertools.pairwise("abc"))  # opaque: itertools.pairwise
list(zip(itertools.count(), "ab"))  # opaque: itertools.count
list(zip(itertools.cycle("ab"), range(3)))  # opaque: itertools.cycle
list(itertools.islice(itertools.count(5), 3))  # opaque: itertools.count
functools.reduce(operator.add, [1, 2, 3])  # opaque: operator.add
functools.reduce(lambda a, b: {**a, **b}, [{"a": 1}, {"b": 2}])
operator.itemgetter("id")(ROW)
operator.itemgetter(1)("abc")
operator.itemgetter(0, 2)("abc")
operator.attrgetter("x")(SimpleNamespace(x=1))  # opaque: SimpleNamespace
sorted([("b", 1), ("a", 2)], key=operator.itemgetter(1), reverse=True)
operator.mul(3, 4), operator.sub(5, 2), operator.eq(1, 1), operator.contains([1], 1)  # opaque: operator.mul
operator.methodcaller("upper")("abc")  # opaque: operator.methodcaller
SimpleNamespace(a=1, b="x").b  # opaque: SimpleNamespace
SimpleNamespace(a=1, b="x")  # opaque: SimpleNamespace
datetime(2020, 1, 2)
str(datetime(2020, 1, 2))
str(datetime(2020, 1, 2, 3, 4, 5))
str(datetime(2020, 1, 2, 3, 4, 5, 678))
datetime(2020, 1, 2, 3, 4, 5)
datetime(2020, 1, 2, 3, 4).isoformat()  # opaque: the methods of dates and times
datetime(2020, 1, 2, tzinfo=timezone.utc).isoformat()  # opaque: the methods of dates and times
str(datetime(2020, 1, 2, 3, tzinfo=timezone.utc))  # opaque: the methods of dates and times
datetime(2020, 1, 2).strftime("%Y-%m-%d %H:%M:%S")  # opaque: the methods of dates and times
datetime(2020, 1, 2).year  # opaque: the methods of dates and times
datetime(2020, 1, 2).date()  # opaque: methods of datetime
datetime(2020, 13, 2)
date(2020, 1, 2)
str(date(2020, 1, 2))
date(2020, 1, 2).isoformat()  # opaque: the methods of dates and times
f"{date(2020, 1, 2)}"
f"{date(2020, 1, 2):%d.%m.%Y}"
date(2020, 1, 2).strftime("%Y/%m/%d")  # opaque: the methods of dates and times
date(2020, 2, 30)
date(2020, 1, 2).year, date(2020, 1, 2).month, date(2020, 1, 2).day  # opaque: the methods of dates and times
date(2020, 1, 2) + timedelta(days=30)  # opaque: arithmetic of dates
date(2020, 1, 2) < date(2021, 1, 2)  # opaque: comparing dates
date(2020, 1, 2) == date(2020, 1, 2)  # opaque: the methods of dates and times
timedelta(days=1, hours=2)  # opaque: timedelta
str(timedelta(hours=1))  # opaque: timedelta
timedelta(days=1).total_seconds()  # opaque: timedelta
dt.datetime.now()  # opaque: the clock
dt.date.today()  # opaque: the clock
dt.datetime.utcnow().year  # opaque: the clock
str(dt.time(1, 2, 3))  # opaque: datetime.time
str(uuid.UUID("12345678-1234-5678-1234-567812345678"))
uuid.UUID("12345678123456781234567812345678")
uuid.UUID("{12345678-1234-5678-1234-567812345678}").hex  # opaque: the attributes of a UUID
uuid.UUID("bad")
f"{uuid.UUID('12345678-1234-5678-1234-567812345678')}"
uuid.UUID(int=5)  # opaque: UUID(int=…)
uuid.uuid4()  # opaque: uuid4()
uuid.uuid5(uuid.NAMESPACE_DNS, "x")  # opaque: uuid5()
hashlib.md5(b"x").hexdigest()  # opaque: hashlib
base64.b64encode(b"abc")  # opaque: base64
str(decimal.Decimal("1.50"))
decimal.Decimal("1.50")
decimal.Decimal("x")  # opaque: numbers from decimals
"%s" % decimal.Decimal("2.0")
"{:.2f}".format(decimal.Decimal("2"))  # opaque: formats of decimals
[decimal.Decimal("1")]
