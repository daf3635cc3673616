import collections
import dataclasses
import enum
import typing
from dataclasses import dataclass, field
from enum import Enum, IntEnum, StrEnum, auto, unique
from typing import ClassVar, NamedTuple


class _Color(Enum):
    RED = "red"
    GREEN = "green"
    CRIMSON = "red"


class _Level(IntEnum):
    LOW = 1
    HIGH = 5


class _Kind(StrEnum):
    BOOK = auto()
    MAP = auto()


class _Text(str, Enum):
    A = "a"
    B = "b"

    def __str__(self):
        return self.value


class _Plain(str, Enum):
    A = "a"
    B = "b"


class _Auto(Enum):
    ONE = auto()
    TWO = auto()
    TEN = 10
    NEXT = auto()


class _Planet(Enum):
    EARTH = (3, "blue")
    MARS = (4, "red")

    def __init__(self, place, color):
        self.place = place
        self.color = color

    @property
    def label(self):
        return f"{self.name}-{self.place}"

    @classmethod
    def first(cls):
        return list(cls)[0]

    def method(self):
        return self.color.upper()


@unique
class _Unique(Enum):
    X = 1


class _Base(Enum):
    def shout(self):
        return self.value.upper()


class _Derived(_Base):
    P = "p"


class _Flags(enum.Flag):
    READ = auto()
    WRITE = auto()
    RUN = auto()


_Made = Enum("_Made", "A B C")
_MadeToo = Enum("_MadeToo", ["X", "Y"])
_MadeDict = Enum("_MadeDict", {"P": "p", "Q": "q"})


class _Animal:
    count = 0
    names: list = []
    kind = "animal"

    def __init__(self, name, age=1):
        self.name = name
        self.age = age

    def describe(self):
        return f"{self.name} ({self.age}) {self.kind}"

    @property
    def double(self):
        return self.age * 2

    @double.setter
    def double(self, value):
        self.age = value // 2

    @staticmethod
    def sound():
        return "..."

    @classmethod
    def young(cls, name):
        return cls(name, 0)

    def __str__(self):
        return "animal " + self.name

    def __repr__(self):
        return f"Animal({self.name!r})"

    def __eq__(self, other):
        return self.name == other.name

    def __lt__(self, other):
        return self.age < other.age

    def __len__(self):
        return self.age

    def __getitem__(self, index):
        return self.name[index]

    def __contains__(self, item):
        return item in self.name

    def __iter__(self):
        return iter(self.name)

    def __call__(self, x):
        return x + self.age

    def __add__(self, other):
        return self.age + other.age

    def __bool__(self):
        return self.age > 0


class _Dog(_Animal):
    kind = "dog"

    def __init__(self, name):
        super().__init__(name, 3)
        self.tricks = []

    def describe(self):
        return "dog: " + super().describe()

    @staticmethod
    def sound():
        return "wuff"


class _Left:
    def who(self):
        return "left"


class _Right:
    def who(self):
        return "right"

    def only(self):
        return "only right"


class _Both(_Left, _Right):
    pass


class _Top:
    def who(self):
        return ["top"]


class _MidA(_Top):
    def who(self):
        return ["a", *super().who()]


class _MidB(_Top):
    def who(self):
        return ["b", *super().who()]


class _Bottom(_MidA, _MidB):
    def who(self):
        return ["bottom", *super().who()]


class _Empty:
    pass


@dataclass
class _Shelf:
    name: str
    rows: int = 2
    books: list = field(default_factory=list)
    total: ClassVar[int] = 7

    def label(self):
        return f"{self.name}/{self.rows}"


@dataclass(frozen=True, order=True)
class _Version:
    major: int
    minor: int = 0


@dataclasses.dataclass
class _Wide(_Shelf):
    width: float = 1.5

    def __post_init__(self):
        self.name = self.name.upper()


class _Row(NamedTuple):
    id: int
    name: str = "none"

    def label(self):
        return f"{self.id}:{self.name}"


_Point = collections.namedtuple("_Point", "x y")
_Line = collections.namedtuple("_Line", ["a", "b"], defaults=[9])
_Old = typing.NamedTuple("_Old", [("p", int), ("q", str)])


class _Config(typing.TypedDict):
    key: str


_Color.RED.value
_Color.RED.name
_Color.RED
str(_Color.RED)
f"{_Color.RED}"
f"{_Color.RED:>12}"
"%s" % _Color.RED
"{}".format(_Color.RED)
_Color("green")
_Color("green").name
_Color["GREEN"].value
_Color("blue")
_Color["BLUE"]
_Color.BLUE
_Color.CRIMSON.name
_Color.CRIMSON is _Color.RED
[c.value for c in _Color]
[c.name for c in _Color]
list(_Color)
len(_Color)
list(_Color.__members__)
list(_Color.__members__.keys())
[m.value for m in _Color.__members__.values()]
_Color.RED == "red"
_Color.RED == _Color.RED
_Color.RED == _Color.GREEN
_Color.RED != _Color.GREEN
_Color.RED is _Color("red")
_Color.RED in [_Color.RED]
_Color.RED in _Color
isinstance(_Color.RED, _Color)
isinstance(_Color.RED, Enum)
{_Color.RED: 1}[_Color.RED]
_Color.RED.RED
_Color.RED.nothing
_Color.RED < _Color.GREEN
_Level.LOW
str(_Level.LOW)
f"{_Level.LOW}"
f"{_Level.HIGH:03d}"
"%d" % _Level.HIGH
"%s" % _Level.HIGH
_Level.LOW + 1
_Level.LOW < _Level.HIGH
_Level.LOW == 1
_Level(5)
sorted([_Level.HIGH, _Level.LOW])
max(_Level).name
[10, 20, 30][_Level.LOW]
int(_Level.HIGH)
range(_Level.HIGH)
_Kind.BOOK
_Kind.BOOK.value
str(_Kind.BOOK)
f"{_Kind.BOOK}"
"%s" % _Kind.BOOK
_Kind.BOOK == "book"
_Kind.BOOK + "s"
_Kind.BOOK.upper()
", ".join(_Kind)
_Kind("map").name
_Text.A
str(_Text.A)
f"{_Text.A}"
_Text.A == "a"
"a" == _Text.A
_Text.A in ["a"]
_Text.A in ("b", "c")
_Text.A.upper()
_Text.A + "x"
",".join([_Text.A, _Text.B])
"x" + _Text.A
len(_Text.A)
_Text.A[0]
{"a": 5}[_Text.A]
{_Text.A: 5}["a"]
str(_Plain.A)
f"{_Plain.A}"
f"{_Plain.A.value}"
"%s" % _Plain.A
"{}".format(_Plain.A)
_Plain.A == "a"
_Plain.A.replace("a", "z")
_Plain.A < _Plain.B
isinstance(_Plain.A, str)
repr(_Plain.A)
[p for p in _Plain]
_Plain.A or "x"
[m.value for m in _Auto]
_Auto.NEXT.value
_Planet.EARTH.place
_Planet.EARTH.color
_Planet.EARTH.value
_Planet.MARS.label
_Planet.first()
_Planet.MARS.method()
_Planet((4, "red")).name
_Unique.X.value
_Derived.P.shout()
_Derived("p")
[f.value for f in _Flags]
(_Flags.READ | _Flags.WRITE).value  # opaque: combining flags
[m.name for m in _Made]  # opaque: the functional API of Enum
[m.value for m in _Made]  # opaque: the functional API of Enum
_MadeToo.Y.value  # opaque: the functional API of Enum
_MadeDict.Q.value  # opaque: the functional API of Enum
bool(_Color.RED)
type(_Color.RED).__name__
_Color.RED.__class__.__name__
_Color.__name__
getattr(_Color, "RED").value
getattr(_Color, "NONE", 5)
hasattr(_Color, "RED")
hasattr(_Color.RED, "nothing")
_Animal("rex").name
_Animal("rex").describe()
_Animal("rex", age=5).double
_Animal.sound()
_Animal("x").sound()
_Animal.young("pup").age
_Dog.young("pup")
str(_Animal("rex"))
repr(_Animal("rex"))
f"{_Animal('rex')} {_Animal('rex')!r}"
[_Animal("rex")]
"%s %r" % (_Animal("a"), _Animal("b"))
_Animal("a") == _Animal("a")
_Animal("a") != _Animal("a")
_Animal("a") == _Animal("b")
_Animal("a", 1) < _Animal("b", 2)
len(_Animal("a", 4))
_Animal("abc")[1]
"b" in _Animal("abc")
list(_Animal("abc"))
_Animal("abc", 3)(4)
_Animal("a", 1) + _Animal("b", 2)
bool(_Animal("a", 0)), bool(_Animal("a"))
not _Animal("a", 0)
_Animal.kind
_Animal("a").kind
_Dog("rex").describe()
_Dog("rex").age
_Dog("rex").tricks
_Dog.sound()
_Dog("rex").double
_Both().who()
_Both().only()
_Bottom().who()
isinstance(_Dog("a"), _Animal)
isinstance(_Animal("a"), _Dog)
isinstance(_Dog("a"), (int, _Animal))
issubclass(_Dog, _Animal)
issubclass(_Animal, _Dog)
_Dog.__name__
_Dog("a").__class__.__name__
type(_Dog("a")).__name__
type(_Dog("a")) is _Dog
_Animal()
_Animal("a", 1, 2)
_Animal("a").nothing
_Animal.nothing
_Animal("a").nothing()
_Empty()  # opaque: the address of an object
_Empty() == _Empty()
_Empty(1)
getattr(_Animal("a"), "name")
getattr(_Animal("a"), "nothing", "default")
getattr(_Animal("a"), "nothing")
hasattr(_Animal("a"), "age")
hasattr(_Animal("a"), "nothing")
_Animal.describe(_Animal("x"))
vars(_Animal("a"))
_Animal("a").__dict__
sorted([_Animal("b", 2), _Animal("a", 1)], key=lambda a: a.age)[0].name
sorted([_Animal("b", 2), _Animal("a", 1)])[0].name
_Shelf("a")
_Shelf("a").rows
_Shelf("a", 5).label()
_Shelf(name="a", rows=3)
_Shelf("a").books
_Shelf("a") == _Shelf("a")
_Shelf("a") == _Shelf("b")
_Shelf.total
_Shelf()
_Shelf("a", 1, [], 5)
_Shelf("a", color=1)
_Wide("a")
_Wide("a", width=2).name
_Version(1)
_Version(1, 2) < _Version(1, 3)
_Version(2) > _Version(1, 9)
dataclasses.asdict(_Shelf("a"))  # opaque: dataclasses.asdict
dataclasses.astuple(_Version(1, 2))  # opaque: dataclasses.astuple
dataclasses.replace(_Version(1, 2), minor=5)  # opaque: dataclasses.replace
[f.name for f in dataclasses.fields(_Version)]  # opaque: dataclasses.fields
_Row(1)
_Row(1, "x").name
_Row(1, "x")[1]
_Row(1).label()
tuple(_Row(1, "x"))
list(_Row(1))
_Row(1, "x") == (1, "x")
len(_Row(1))
_Row(id=5)
_Row()
_Row(1, "x")._asdict()
_Row(1, "x")._replace(name="y")
_Row._fields
"%s-%s" % _Row(1, "x")
_Row(1) + (2,)
1 in _Row(1)
_Row(1)[5]
_Row(1)[::-1]
sorted([_Row(2), _Row(1)])
_Point(1, 2)
_Point(1, 2).x
_Point(x=1, y=2)[1]
_Point(1)
_Line(1)
_Line._fields
_Old(1, "b").q  # opaque: typing.NamedTuple called
_Config(key="a")  # opaque: TypedDict


def instance_changes():
    rex = _Dog("rex")
    rex.age += 1
    rex.tricks.append("roll")
    rex.color = "brown"
    return rex.age, rex.tricks, rex.color, _Dog("other").tricks


def property_setter():
    rex = _Animal("rex")
    rex.double = 10
    return rex.age


def class_attribute_shared():
    a, b = _Animal("a"), _Animal("b")
    a.names.append("x")
    _Animal.count += 1
    a.count += 5
    return b.names, _Animal.count, a.count, b.count


def attribute_deleted():
    rex = _Animal("rex")
    del rex.name
    return rex.name


def unpack_named_tuple():
    a, b = _Row(1, "x")
    return a, b


def unpack_instances():
    return [name for name, *_ in [_Row(1), _Row(2)]]


def dataclass_changes():
    shelf = _Shelf("a")
    shelf.books.append(1)
    shelf.rows = 9
    return shelf, _Shelf("b").books


def dataclass_frozen():
    version = _Version(1)
    version.major = 2
    return version


def named_tuple_frozen():
    row = _Row(1)
    row.id = 2
    return row


def enum_frozen():
    _Color.RED.value = 2
    return _Color.RED.value


def enum_in_loop():
    return [(i, color.name, color.value) for i, color in enumerate(_Color)]


def enum_in_function():
    class State(str, Enum):
        on = "ON"
        off = "OFF"

    return [s.value for s in State], State("ON").name, State.on == "ON"


def enum_mapping():
    names = {_Color.RED: "r", _Color.GREEN: "g"}
    return [names[color] for color in _Color]


def enum_constants():
    class State(Enum):
        a = 1
        b = a + 1
        _ignored = 5

    return [s.value for s in State]


def enum_values_method():
    class State(Enum):
        a = "A"
        b = "B"

        @classmethod
        def values(cls):
            return [s.value for s in cls]

    return State.values()


def class_body_runs():
    class Holder:
        names = []
        for letter in "ab":
            names.append(letter)
        if names:
            chosen = names[0]

    return Holder.names, Holder.chosen, Holder.letter


def class_scope_is_not_seen():
    class Holder:
        inner = "x"

        def get(self):
            return inner  # noqa: F821

    return Holder().get()


def class_closure():
    prefix = "p_"

    class Holder:
        def get(self, name):
            return prefix + name

    return Holder().get("x")


def class_nested():
    class Outer:
        class Inner:
            value = 5

        def get(self):
            return self.Inner.value

    return Outer().get(), Outer.Inner.value


def method_as_value():
    describe = _Animal("rex").describe
    return describe(), [a.describe() for a in [_Dog("d")]]


def methods_in_map():
    return list(map(_Animal.describe, [_Animal("x"), _Dog("y")]))


def builder():
    class Builder:
        def __init__(self):
            self.parts = []

        def add(self, part):
            self.parts.append(part)
            return self

        def build(self):
            return " ".join(self.parts)

    return Builder().add("a").add("b").build()


def mixin_and_abstract():
    import abc

    class Named(abc.ABC):
        @abc.abstractmethod
        def name(self):
            """The name."""

        def shout(self):
            return self.name().upper()

    class Cat(Named):
        def name(self):
            return "cat"

    return Cat().shout()


def abstract_made():  # opaque: an instance of an abstract class
    import abc

    class Named(abc.ABC):
        @abc.abstractmethod
        def name(self):
            """The name."""

    return Named().name()


def metaclass():  # opaque: a metaclass
    class Meta(type):
        def __getattr__(cls, name):
            return "meta " + name

    class Holder(metaclass=Meta):
        pass

    return Holder.anything


def getattr_method():
    class Lazy:
        known = 1

        def __getattr__(self, name):
            return "lazy " + name

    return Lazy().known, Lazy().unknown


def slots_and_new():  # opaque: __new__
    class Single:
        def __new__(cls):
            return "not an instance"

    return Single()


def instance_is_iterator():  # opaque: an iterator of one's own
    class Count:
        def __init__(self):
            self.n = 0

        def __iter__(self):
            return self

        def __next__(self):
            self.n += 1
            if self.n > 3:
                raise StopIteration
            return self.n

    return list(Count())


def subclass_of_dict():  # opaque: a class derived from dict
    class Defaults(dict):
        def __missing__(self, key):
            return key * 2

    return Defaults(a=1)["a"], Defaults()["x"]


def subclass_of_list():  # opaque: a class derived from list
    class Names(list):
        def joined(self):
            return ",".join(self)

    return Names(["a", "b"]).joined()


def subclass_of_str():  # opaque: a class derived from str
    class Name(str):
        def twice(self):
            return self + self

    return Name("a").twice()


def type_made():  # opaque: type() with three arguments
    return type("Made", (), {"x": 5}).x


def setattr_and_delattr():
    rex = _Animal("rex")
    setattr(rex, "age", 9)
    return rex.age


def operator_on_attributes():
    rex = _Animal("rex")
    rex.data = {"a": [1]}
    rex.data["a"][0] += 5
    return rex.data
