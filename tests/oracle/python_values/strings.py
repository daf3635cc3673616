TEXT = "Shelf Mark 12"
PATH = "a/b/c"
LINES = "one\ntwo\r\nthree\rfour\n"

TEXT.upper()
TEXT.lower()
TEXT.casefold()
TEXT.swapcase()
TEXT.title()
"they're o'clock 3rd".title()
"hELLO wORLD".capitalize()
"".capitalize()
"Straße".upper()  # opaque: upper-casing letters beyond ASCII
"é".upper()  # opaque: upper-casing letters beyond ASCII
"x".center(6)
"x".center(7, "*")
"xy".center(5, "*")
"xy".center(7, "*")
"xyz".center(6, "*")
"xy".center(1)
"x".ljust(4) + "|"
"x".ljust(4, "<") + "|"
"x".rjust(4)
"x".rjust(4, ">")
"x".ljust(-3)
"x".center(5, "^")
"é".rjust(3, "à")
"x".rjust(3, "ab")
"42".zfill(5)
"-42".zfill(5)
"+4".zfill(4)
"".zfill(2)
"x".zfill(0)
"banana".count("an")
"banana".count("a", 2)
"banana".count("a", 2, 4)
"banana".count("")
"aaaa".count("aa")
"banana".find("an")
"banana".find("an", 2)
"banana".find("x")
"banana".find("an", -3)
"banana".find("", 3)
"banana".find("a", 10)
"banana".rfind("an")
"banana".rfind("an", 0, 4)
"banana".rfind("x")
"banana".index("n")
"banana".index("x")
"banana".rindex("n")
"banana".rindex("x")
"äöü".find("ü")
"banana".startswith("ban")
"banana".startswith("nan", 2)
"banana".startswith(("x", "ba"))
"banana".startswith("")
"banana".startswith(())
"banana".endswith("na")
"banana".endswith("nan", 0, 5)
"banana".endswith(("x", "na"))
"abc".isalnum()
"ab c".isalnum()
"".isalnum()
"abc".isalpha()
"ab1".isalpha()
"abc".isascii()
"é".isascii()
"".isascii()
"12".isdecimal()
"12".isdigit()
"1.2".isdigit()
"12".isnumeric()
"a_1".isidentifier()
"1a".isidentifier()
"".isidentifier()
"ab1".islower()
"aB".islower()
"1".islower()
"AB1".isupper()
"1".isupper()
" \t\n".isspace()
"".isspace()
"\x1c".isspace()
"Ab Cd".istitle()
"AB cd".istitle()
"Ab1Cd".istitle()
"".istitle()
"abc".isprintable()
"a\n".isprintable()
"".isprintable()
",".join(["a", "b", "c"])
",".join([])
",".join(("a",))
"-".join("abc")
",".join({"a": 1, "b": 2})
",".join(["a", 1])
",".join(x for x in ["p", "q"])
"  x ".strip() + "|"
"  x ".lstrip() + "|"
"  x ".rstrip() + "|"
"xxhixx".strip("x")
"xyhiyx".strip("xy")
"xyhiyx".lstrip("xy")
"xyhiyx".rstrip("xy")
"x".strip(None)
"éaé".strip("é")
"éaà".strip("é")
"ÿaé".lstrip("é")
"\x1cx\x1f".strip()
"\u00a0x\u3000".strip()  # opaque: white space beyond ASCII
PATH.partition("/")
PATH.partition("x")
PATH.rpartition("/")
PATH.rpartition("x")
PATH.partition("")
"prefix_name".removeprefix("prefix_")
"prefix_name".removeprefix("x")
"name_suffix".removesuffix("_suffix")
"name".removesuffix("")
"aXbXc".replace("X", "--")
"aXbXc".replace("X", "--", 1)
"aXbXc".replace("X", "--", 0)
"abc".replace("", "-")
"abc".replace("", "-", 2)
"äb".replace("", "-")
"aaa".replace("aa", "b")
PATH.split("/")
PATH.split("/", 1)
PATH.split("/", maxsplit=1)
PATH.split(sep="/")
" a  b c ".split()
" a  b c ".split(None, 1)
" a  b c ".split(maxsplit=1)
"".split()
"".split(",")
"a,,b,".split(",")
"a".split("")
"a<>b<>c".split("<>")
PATH.rsplit("/")
PATH.rsplit("/", 1)
" a  b c ".rsplit(None, 1)
" a  b c ".rsplit(maxsplit=2)
" a  b c ".rsplit()
LINES.splitlines()
LINES.splitlines(True)
LINES.splitlines(keepends=True)
"a\x0bb\x0cc\x1cd".splitlines()
"".splitlines()
"\n".splitlines()
"a\n\nb".splitlines()
"a\tb".expandtabs()
"a\tbc\td".expandtabs(4)
"a\n\tb".expandtabs(2)
"abc".translate({97: "x", 98: None})
"abc".translate(str.maketrans("ab", "xy"))
"abc".translate(str.maketrans("ab", "xy", "c"))
"abc".translate(str.maketrans({"a": "1", "b": None}))
"é".encode()
"é".encode("utf-8")
"é".encode("latin-1")
"abc".encode("ascii")
"é".encode("ascii")
"é".encode("ascii", "ignore")  # opaque: an error handler of encode()
"é".encode("utf-16")  # opaque: UTF-16
"abc".upper().lower().title()
"abc" * 3
3 * "ab"
"abc" * -1
"abc" * 0
"abc" + "def"
"abc" + 1
"b" in "abc"
"" in "abc"
"d" not in "abc"
1 in "abc"
"abc" < "abd"
"abc" < "ab"
"Z" < "a"
"é" > "z"
"a" == "a"
"a" != 1
"abc" < 1
len("äöü")
len("\U0001f600x")
"äöü"[1]
"äöü"[-1]
"äöü"[5]
"abc"["a"]
"abcdef"[1:4]
"abcdef"[:-1]
"abcdef"[-3:]
"abcdef"[::2]
"abcdef"[::-1]
"abcdef"[4:1:-1]
"abcdef"[4:1]
"abcdef"[10:]
"abcdef"[-10:2]
"abcdef"[::0]
"äöüß"[::-1]
"äöüß"[1:3]
list("äöü")
sorted("hello")
min("hello")
max("hello")
str.upper("abc")
str.join(",", ["a", "b"])
list(map(str.strip, [" a ", "b "]))
list(map(str.upper, ["a", "b"]))
"abc".nothing()
hash("a") == hash("a")  # opaque: hash()
"%s" % "x" "y"
"a" "b" 'c'
("a"
 "b")
"tab\there"
"it's"
'say "hi"'
"both ' and \""
"nul\x00 bell\a esc\x1b del\x7f"
"back\\slash"
"\u00e9\U0001f600"
"\u00a0"
"\u200b"
"\xad"
"\u2028"
"a\
b"
r"\n\d"
R"\x"
"\N{BULLET}"  # opaque: \N{} names
"\N{LATIN SMALL LETTER E WITH ACUTE}"  # opaque: \N{} names
"\101\60\0"
"\1234"
"\q"
"\x41"
"""a
"b" c"""
'''it's'''
u"text"
ord("a")
ord("é")
ord("ab")
chr(97)
chr(233)
chr(128512)
chr(-1)
ascii("é\n")
ascii("\U0001f600")
repr("é")
repr('a"b')
repr("a'b")
repr("a'b\"")
str(b"abc")
str(b"abc", "utf-8")
str("x")
str()
str(1.50)
str(None)
str(True)
format("x", ">3")
format(5, "03d")
format(5)
"abc".__len__()  # opaque: a special method by its name
"a".__class__.__name__  # opaque: the class of a built-in value
"x".isupper() or "y".islower()
