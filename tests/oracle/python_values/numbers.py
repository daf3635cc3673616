import decimal
import math

7 // 2
-7 // 2
7 // -2
7 % 3
-7 % 3
7 % -3
-7 % -3
7 / 2
6 / 3
2**10
2**-1
2**0
0**0
(-2) ** 3
-(2**2)
2**3**2
10**18
10**19  # opaque: integers beyond 64 bits
2**62
2**63  # opaque: integers beyond 64 bits
2**64  # opaque: integers beyond 64 bits
2**63 - 1  # opaque: integers beyond 64 bits
-(2**63)  # opaque: integers beyond 64 bits
9223372036854775807
9223372036854775808  # opaque: integers beyond 64 bits
-9223372036854775808  # opaque: integers beyond 64 bits
9223372036854775807 + 1  # opaque: integers beyond 64 bits
-9223372036854775807 - 2  # opaque: integers beyond 64 bits
9223372036854775807 * 2  # opaque: integers beyond 64 bits
18446744073709551616 % 7  # opaque: integers beyond 64 bits
2**100 // 3**20  # opaque: integers beyond 64 bits
2**200 % 1000007  # opaque: integers beyond 64 bits
-(2**70) // 7  # opaque: integers beyond 64 bits
-(2**70) % 7  # opaque: integers beyond 64 bits
12345678901234567890123456789 * 98765432109876543210  # opaque: integers beyond 64 bits
f"{2**70:,}"  # opaque: integers beyond 64 bits
f"{2**70:x}"  # opaque: integers beyond 64 bits
"%d" % 2**70  # opaque: integers beyond 64 bits
str(2**70)  # opaque: integers beyond 64 bits
int("123456789012345678901234567890")  # opaque: integers beyond 64 bits
2**70 == 2.0**70  # opaque: integers beyond 64 bits
2**70 > 5  # opaque: integers beyond 64 bits
2**53 + 1 == float(2**53)  # opaque: integers that a float does not hold
(2**53 + 1) / 1  # opaque: integers beyond 64 bits
9007199254740993 / 3  # opaque: integers beyond 64 bits
9007199254740993 * 1.0  # opaque: integers beyond 64 bits
hash(5)  # opaque: hash()
5 & 3
5 | 3
5 ^ 3
~5
-1 & 255
1 << 4
1 << 62
1 << 63  # opaque: integers beyond 64 bits
1 << 64  # opaque: integers beyond 64 bits
-1 >> 3
1024 >> 3
1 >> 100
-1 >> 100
0 << 100
1 << -1
1 // 0
1 % 0
1 / 0
1.0 / 0
1.0 // 0
0 ** -1
2.0**3
2**0.5
(-8) ** (1 / 3)  # opaque: complex numbers
1j * 1j  # opaque: complex numbers
7.5 // 2
-7.5 // 2
7.5 % 2
-7.5 % 2
7.5 % -2
1e-20 % 3
-1e-20 % 3
5.0 % 5
-0.0 % 5
1e308 * 10
1e200**2
0.1 + 0.2
1 / 3
1e16
1e15
123456789012345680.0
1e22
1e-5
0.0001
1.5e300
5e-324
1.0
-0.0
0.1
100.0
1e100
float("1.5")
float(" 1.5 ")
float("1_0.5")
float("1e3")
float("inf")
float("nan")
float("-Infinity")
float("x")
float(5)
float(True)
float()
float(+1.0)
float("+2.5")
float(".5")
float("5.")
int("42")
int(" 42 ")
int("-42")
int("+42")
int("1_000")
int("4 2")
int("x")
int("")
int("ff", 16)
int("0xff", 16)
int("0xff", 0)
int("101", base=2)
int("12", 2)
int(3.99)
int(-3.99)
int(True)
int()
int(1e20)  # opaque: integers beyond 64 bits
int(float("inf"))
int("1.5")
int(None)
bool(0), bool(""), bool([]), bool(None), bool(0.0), bool("0"), bool([0])
bool()
True + True
True * 3
True == 1
True is True
1 == 1.0
-True
~True
sum([True, False, True])
not 0
not "x"
True & False
True | False
True ^ True
True & 1
abs(-5)
abs(-5.5)
abs(True)
abs("x")
round(2.5)
round(3.5)
round(-2.5)
round(2.675, 2)
round(1.25, 1)
round(1234, -2)
round(1250, -2)
round(1.7)
round(5)
round(5, 2)
divmod(7, 2)
divmod(-7, 2)
divmod(7.5, 2)
pow(2, 5)
pow(2, 5, 7)
pow(2, -1)
min(1, 2.5)
max(1, 1.0)
max(1.0, 1)
min(3, 1, 2)
max([3, 1, 2])
max([], default=5)
max([])
min("b", "a")
max("a", 1)
max([1, 5, 3], key=lambda x: -x)
min(["bb", "a"], key=len)
sum([1, 2, 3])
sum([1, 2], 10)
sum([1, 2], start=10)
sum([0.1] * 3)
sum([])
sum([[1], [2]], [])
sum(["a"])
hex(255)
hex(-255)
oct(8)
bin(5)
bin(-5)
0xFF
0o17
0b101
1_000_000
0xDEAD_BEEF
1_0.0_1
1e3
.5
5.
00
1 < 2 < 3
1 < 3 < 2
1 < 2 > 0
3 > 2 == 2
1 == 1.0 == True
1 < 2 != 3
1 <= 1.0
1 < "a"
None < 1
None == 0
1 is None
None is None
5 if 0 else 6
1 and 2
0 and 2
1 or 2
0 or ""
0 or None or 3
1 and 0 or 5
not 1 == 2
1 + 2 * 3 - 4 / 2
(1 + 2) * 3
2 * 3 % 4
-3**2
2 + 3 << 1
1 | 2 & 3 ^ 1
1 < 2 and 2 < 3
10 - 5 - 2
2 * 3 // 4
7 - -3
+5
- -5
~-1
5 if 1 < 2 else 6
1 if False else 2 if False else 3
not True or True
not (True or True)
1 in [1] == True
math.floor(2.5)  # opaque: math.floor
math.ceil(2.1)  # opaque: math.ceil
math.pi  # opaque: math.pi
math.sqrt(16)  # opaque: math.sqrt
math.pow(2, 3)  # opaque: math.pow
math.floor(-2.5)  # opaque: math.floor
math.ceil(-2.5)  # opaque: math.ceil
math.trunc(-2.5)  # opaque: math.trunc
(5).bit_length()
(255).to_bytes(2, "big")  # opaque: int.to_bytes
(1.5).is_integer()
(2.0).is_integer()
(5).real  # opaque: attributes of numbers
(0.5).as_integer_ratio()  # opaque: float.as_integer_ratio
int.from_bytes(b"\x01", "big")  # opaque: int.from_bytes
isinstance(5, int)
isinstance(True, int)
isinstance(5, float)
isinstance(5, (str, int))
isinstance("x", str)
isinstance(None, type(None))
isinstance([], list), isinstance((), tuple), isinstance({}, dict), isinstance(set(), set)
type(5).__name__
type("x").__name__
type([]) is list
type(5) == int
type(True) is int
str(decimal.Decimal("1.10"))
str(decimal.Decimal("1.10") + 1)  # opaque: arithmetic of decimals
decimal.Decimal("5")
str(decimal.Decimal(5))
float(decimal.Decimal("1.5"))  # opaque: numbers from decimals
f"{decimal.Decimal('1.50')}"
5 == 5.0, hash(5) == hash(5.0)  # opaque: hash()
float(2**53 + 1)
int(1e15)
int(123456789012345678.0)
1e15 + 0.3
3.0 == 3
0.1 + 0.2 == 0.3
1 / 3 * 3 == 1
5 // 1.0
5 % 1.5
2 ** 2.0
(1).__add__(2)  # opaque: a special method by its name
