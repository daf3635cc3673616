import datetime

N = 42
BIG = 1234567
PI = 3.14159
NAME = "shelf"
ROW = {"id": 7, "name": "x y", "tags": ["a", "b"]}
WIDTH = 8


class _Point:
    x = 1
    y = [10, 20]

    def __str__(self):
        return "point"

    def __repr__(self):
        return "<point>"


class _Money:
    def __format__(self, spec):
        return "money(" + spec + ")"


f"{N}"
f"{N:d}"
f"{N:5d}|"
f"{N:<5d}|"
f"{N:^5d}|"
f"{N:>5}|"
f"{N:=+6d}"  # opaque: the grammar
f"{-N:=6d}"
f"{N:05d}"
f"{-N:05d}"
f"{N:+d}"
f"{N: d}"
f"{N:x} {N:X} {N:o} {N:b}"
f"{N:#x} {N:#X} {N:#o} {N:#b}"
f"{N:#010x}"
f"{N:c}"
f"{233:c}"
f"{N:n}"
f"{BIG:,}"
f"{BIG:_}"
f"{BIG:_x}"
f"{BIG:_b}"
f"{BIG:,x}"
f"{BIG:15,}"
f"{BIG:015,}"
f"{-BIG:012,}"
f"{BIG:,.2f}"
f"{N:e}"
f"{N:.2f}"
f"{N:.1%}"
f"{N:s}"
f"{N:.2d}"
f"{True:d}"
f"{True}"
f"{True:5}|"
f"{True:>5}|"
f"{False:05}"
f"{PI}"
f"{PI:.2f}"
f"{PI:8.2f}|"
f"{PI:<8.2f}|"
f"{PI:08.2f}"
f"{-PI:08.2f}"
f"{PI:+.1f}"
f"{PI:e}"
f"{PI:.3E}"
f"{PI:g}"
f"{PI:.3g}"
f"{PI:.3}"
f"{100.0:.3}"
f"{1234567.0:.3}"
f"{1000000.0:g}"
f"{10000000.0:g}"
f"{0.00001:g}"
f"{1e20:g}"
f"{1.0:#g}"
f"{1.0:#.0f}"
f"{0.5:%}"
f"{0.125:.1%}"
f"{1234.5:,}"
f"{1234567.891:,.1f}"
f"{1e16:,}"
f"{1234.5:_}"
f"{1e10}"
f"{1e16}"
f"{1.0:n}"
f"{1.5:d}"
f"{2.5:.0f} {3.5:.0f}"
f"{-0.0}"
f"{float('inf')} {float('nan'):.1f} {float('-inf'):8}"
f"{float('inf'):08.2f}"
f"{NAME}"
f"{NAME:s}"
f"{NAME:>8}|"
f"{NAME:^9}|"
f"{NAME:*<8}|"
f"{NAME:*^9}|"
f"{NAME:.3}"
f"{NAME:8.3}|"
f"{NAME:08}|"
f"{NAME:=8}"
f"{NAME:d}"
f"{NAME:+}"
f"{NAME:,}"
f"{'é':à>3}"
f"{NAME!r}"
f"{NAME!s}"
f"{'é'!a}"
f"{NAME!r:>10}|"
f"{N!r:>5}"
f"{None}"
f"{None!r:>6}"
f"{None:>6}"
f"{[1, 'a']}"
f"{[1, 2]:>10}"
f"{(1,)}"
f"{ {'a': 1} }"
f"{N=}"
f"{N = }"
f"{N=:>5}"
f"{NAME=}"
f"{NAME=!s}"
f"{N + 1}"
f"{ROW['name']}"
f"{ROW['tags'][0]}"
f"{{}}"
f"{{{N}}}"
f"{N:{WIDTH}}|"
f"{PI:{WIDTH}.{2}f}|"
f"{NAME:{'*'}^{WIDTH}}"
f"{'nested ' + f'{N}'}"
f"{(lambda x: x * 2)(3)}"
f"{N if N > 1 else 0}"
f"{', '.join(f'{k}={v}' for k, v in ROW.items())}"
f"a{N}b" "c" f"{N}"
rf"\d{N}"
f"\x41{N}\n"
f"{_Point()}"
f"{_Point()!r}"
f"{_Point()!s:>8}"
f"{_Money():eur}"
f"{_Point():>8}"
f"{undefined_name}"
f"""{
    N
}"""
"{}".format(N)
"{} {}".format(1, "b")
"{0} {1} {0}".format("a", "b")
"{a} {b}".format(a=1, b=2)
"{} {a}".format(1, a=2)
"{0.x}".format(_Point())
"{0.y[1]}".format(_Point())
"{p.y[0]}".format(p=_Point())
"{[1]}".format(["a", "b"])
"{0[k]}".format({"k": 1})
"{r[name]}".format(r=ROW)
"{r[tags][1]}".format(r=ROW)
"{.x}".format(_Point())
"{!r}".format("a")
"{!s}".format("a")
"{!a}".format("é")
"{:>5}|".format("a")
"{:>{w}}|".format("a", w=4)
"{:{}}|".format("a", 4)
"{:{}{}}|".format("a", ">", 4)
"{0:{1}}|".format("a", 4)
"{:,}".format(BIG)
"{:.2f}".format(PI)
"{{}}".format()
"{{{}}}".format(1)
"{a!r:>6}".format(a="b")
"{}".format()
"{1}".format("a")
"{a}".format(b=1)
"{} {0}".format(1)
"{0} {}".format(1)
"{".format(1)
"}".format(1)
"{!x}".format(1)
"{}".format(1, 2)
"{a}".format(**{"a": 1, "b": 2})
"{} {}".format(*[1, 2])
"{a} {a.x}".format(a=_Point())
"{}".format(_Point())
"{!r}".format(_Point())
"{:eur}".format(_Money())
"{a[0]}".format(a="xyz")
"{a[x]}".format(a={})
"{a[-1]}".format(a={"-1": "minus"})
"{a}".format_map({"a": 1})
"{a}".format_map({})
"{:%Y}".format(datetime.date(2020, 1, 2))
"{:>3}{:<3}|".format(None, True)
"%s" % "a"
"%s %s" % ("a", 1)
"%s" % ("a",)
"%s" % [1, 2]
"%s" % None
"%s" % {"a": 1}
"%r" % "a"
"%a" % "é"
"%d" % 5
"%d" % 5.9
"%d" % True
"%d" % "5"
"%i" % -5
"%u" % 5
"%5d|" % 5
"%-5d|" % 5
"%05d" % 5
"%05d" % -5
"%+d" % 5
"% d" % 5
"%.3d" % 5
"%8.3d|" % 5
"%x %X %o" % (255, 255, 8)
"%#x %#X %#o" % (255, 255, 8)
"%#06x" % 255
"%x" % -255
"%x" % 1.5
"%c%c" % ("a", 98)
"%c" % "ab"
"%f" % 1.5
"%.2f" % 1.005
"%8.2f|" % PI
"%-8.2f|" % PI
"%08.2f" % -PI
"%e" % 12345.678
"%E" % 0.00012
"%g" % 1e10
"%g" % 0.0001
"%.3g" % 1234.5
"%f" % 5
"%s" % 1.0
"%.2s" % "abc"
"%5s|" % "a"
"%-5s|" % "a"
"%5.1s|" % "abc"
"%05s" % "a"
"%+s" % "a"
"%*d" % (5, 42)
"%.*f" % (2, PI)
"%-*s|" % (5, "a")
"%%"
"%%" % ()
"100%% of %s" % "x"
"%(a)s" % {"a": 1}
"%(a)5d|" % {"a": 1}
"%(a)s %(b)r" % {"a": 1, "b": "x"}
"%(a)s %%" % {"a": 1}
"%(missing)s" % {"a": 1}
"%(a b)s" % {"a b": 1}
"%s %s" % ("a",)
"%s" % ("a", "b")
"%s %s" % "ab"
"no fields" % ()
"no fields" % 5
"no fields" % (5,)
"no fields" % [5]
"no fields" % {"a": 1}
"%d" % None
"%f" % "x"
"%y" % 1
"%" % ()
"%ld" % 5
"%s %s" % (_Point(), 1)
"%r" % _Point()
"%s" % (("a", 1),)
"%s" % ((1,),)
b"%s %d" % (b"a", 1)  # opaque: % of bytes
format(PI, ".3f")
format(N, "#x")
format(NAME, ">8")
format(_Money(), "usd")
format(N, "bad")
format([1], "")
repr(_Point())
str(_Point())
str([_Point()])
"{:d}".format(3.0)
"{:s}".format(3)
"{:d}".format("3")
"{:05}".format("ab")
"{:<05}|".format(3)
"{:^05}|".format(3)
"{:z<5}".format("a")
"{:}".format(1)
"{:5}|{:5}|".format("a", 1)
"{:e}".format(0)
"{:g}".format(100000), "{:g}".format(1000000)
"{:.0e}".format(12345.0)
"{:#.3g}".format(1.0)
"{:+,}".format(1234)
"{:,d}".format(-1234)
"{:_d}".format(1234)
"{:010.3f}".format(PI)
"{:>+8.2f}|".format(PI)
"{:%}".format(1)
"{:.2%}".format(1 / 3)
