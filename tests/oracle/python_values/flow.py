from __future__ import annotations

import contextlib
import functools
from typing import TYPE_CHECKING, Any, Callable, Optional

if TYPE_CHECKING:
    from nowhere import Thing

COUNT = 0
ITEMS: list[int] = []
FLAG = bool(1)

if FLAG:
    CHOSEN = "yes"
else:
    CHOSEN = "no"

try:
    import nothing_of_this_name as found
except ImportError:
    found = None

if __name__ == "__main__":
    CHOSEN = "main"

for _letter in "abc":
    ITEMS.append(ord(_letter))


def _add(a, b=2, *args, c=3, **kwargs):
    return a, b, args, c, kwargs


def _positional(a, b, /, c, *, d):
    return a, b, c, d


def _mutable(item, items=[]):
    items.append(item)
    return items


def _fib(n):
    return n if n < 2 else _fib(n - 1) + _fib(n - 2)


def _countdown(n):
    while n > 0:
        yield n
        n -= 1


def _chained():
    yield 0
    yield from _countdown(2)
    return "ignored"


def _twice(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        return function(*args, **kwargs) * 2

    return inner


def _tagged(tag):
    def decorate(function):
        def inner(text):
            return f"<{tag}>{function(text)}</{tag}>"

        return inner

    return decorate


@_twice
def _doubled(x):
    return x + 1


@_tagged("b")
@_tagged("i")
def _marked(text):
    return text


@functools.lru_cache(maxsize=None)
def _cached(n):
    return n * n


@functools.cache
def _cached_too(n):
    return n + n


@contextlib.contextmanager
def _surrounded(log, name):
    log.append("enter " + name)
    try:
        yield name.upper()
    finally:
        log.append("exit " + name)


class _Manager:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append("in")
        return self

    def __exit__(self, *error):
        self.log.append(error[0] is None)
        return True


CHOSEN, FLAG, ITEMS, found  # opaque: a module that may be there
_add(1)
_add(1, 5, 6, 7, c=8, d=9)
_add(b=1, a=0)
_add(*[1, 2, 3], **{"c": 4, "x": 5})
_add()
_add(1, a=2)
_add(1, **{"a": 2})
_positional(1, 2, 3, d=4)
_positional(1, 2, c=3, d=4)
_positional(a=1, b=2, c=3, d=4)
_positional(1, 2, 3, 4)
_positional(1, 2, 3)
_positional(1, 2, 3, d=4, e=5)
(lambda: 5)()
(lambda x, y=2: x + y)(1)
(lambda x: x)()
(lambda x: x)(1, 2)
(lambda *a: a)(1, 2)
_fib(12)
list(_countdown(3))
list(_chained())
sum(_countdown(4))
[x for x in _countdown(3) if x != 2]
_doubled(3)
_marked("x")
_cached(5), _cached_too(4)
_doubled.__name__
_fib.__name__
(y := 5) + y
[y := 1, y + 1]
[last := x for x in range(3)]
undefined
print("x")
len.__name__
callable(_fib), callable(5)
(lambda f: f(f, 5))(lambda f, n: 1 if n == 0 else n * f(f, n - 1))
list(map(_cached, [1, 2]))
functools.reduce(lambda a, b: a + b, [1, 2, 3])
functools.reduce(lambda a, b: a + b, [], 0)
functools.reduce(lambda a, b: a + b, [])
functools.partial(_add, 1, c=5)(2)
functools.partial(int, base=2)("101")
functools.partial(_add, 1)(c=5, b=0)


def docstring():  # opaque: docstrings
    """A docstring."""
    return docstring.__doc__


def early_return():
    for n in range(5):
        if n == 3:
            return n
    return "none"


def for_else():
    for n in [1, 2]:
        if n == 5:
            break
    else:
        return "else"
    return "broken"


def for_else_broken():
    result = []
    for n in [1, 2, 3]:
        if n == 2:
            break
        result.append(n)
    else:
        result.append("else")
    return result


def for_continue():
    result = []
    for n in range(5):
        if n % 2:
            continue
        result.append(n)
    else:
        result.append("end")
    return result


def for_nested():
    result = []
    for a in "xy":
        for b in range(3):
            if b == 1:
                continue
            if a == "y" and b == 2:
                break
            result.append(a + str(b))
    return result


def for_variable_stays():
    for n in [1, 2]:
        pass
    return n


def for_empty_variable():
    for nowhere in []:
        pass
    return nowhere


def for_target_tuple():
    result = []
    for (a, b), *c in [((1, 2), 3, 4)]:
        result.append((a, b, c))
    return result


def for_target_item():
    data = {}
    for data["k"] in [1, 2]:
        pass
    return data


def while_loop():
    n, result = 0, []
    while n < 5:
        n += 1
        if n == 2:
            continue
        if n == 4:
            break
        result.append(n)
    else:
        result.append("else")
    return n, result


def while_else():
    n = 3
    while n:
        n -= 1
    else:
        return "else", n


def while_walrus():
    items, result = [1, 2, 0, 3], []
    while (n := items.pop(0)):
        result.append(n)
    return result, items


def while_pop():
    items, result = [1, 2, 3], []
    while items:
        result.append(items.pop())
    return result


def collatz():
    n, steps = 27, 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def if_chain():
    result = []
    for n in range(4):
        if n == 0:
            result.append("zero")
        elif n == 1:
            result.append("one")
        elif n in (2,):
            result.append("two")
        else:
            result.append("many")
    return result


def short_circuit():
    log = []

    def note(value):
        log.append(value)
        return value

    note(0) and note(1)
    note(2) or note(3)
    note(0) or note("") or note(4)
    1 < note(1) < note(5)
    return log


def evaluation_order():
    log = []

    def note(value):
        log.append(value)
        return value

    {note("k"): note("v")}
    [note(1), note(2)]
    note("a") + note("b")
    note(5) if note(0) else note(6)
    _add(note(7), c=note(8), b=note(9))
    return log


def try_except():
    try:
        return int("x")
    except ValueError:
        return "value"


def try_no_error():
    try:
        n = int("5")
    except ValueError:
        n = 0
    return n


def try_else_finally():
    log = []
    try:
        log.append("try")
    except KeyError:
        log.append("except")
    else:
        log.append("else")
    finally:
        log.append("finally")
    return log


def try_raise_finally():
    log = []
    try:
        try:
            raise KeyError("a")
        finally:
            log.append("inner")
    except KeyError:
        log.append("outer")
    return log


def try_other_type():
    log = []
    try:
        try:
            raise KeyError("a")
        except ValueError:
            log.append("value")
    except LookupError:
        log.append("lookup")
    return log


def try_not_caught():
    try:
        raise ValueError("a")
    except KeyError:
        pass
    return "after"


def try_tuple():
    try:
        {}["x"]
    except (ValueError, KeyError):
        return "caught"


def try_tuple_not_caught():
    try:
        {}["x"]
    except (ValueError, IndexError):
        return "caught"
    return "after"


def try_bare():
    try:
        [][0]
    except:  # noqa: E722
        return "bare"


def try_first_match():
    try:
        [][0]
    except KeyError:
        return "key"
    except LookupError:
        return "lookup"
    except Exception:
        return "exception"


def try_as():
    try:
        raise ValueError("what")
    except ValueError as error:
        return str(error)


def try_as_args():  # opaque: the arguments of an exception
    try:
        raise ValueError("what", 5)
    except ValueError as error:
        return error.args


def try_as_type():  # opaque: the type of an exception
    try:
        {}["x"]
    except Exception as error:
        return type(error).__name__


def try_reraise():
    try:
        raise ValueError("x")
    except ValueError:
        raise
    return "after"


def try_raise_other():
    try:
        raise ValueError("x")
    except ValueError as error:
        raise RuntimeError("y") from error


def try_zero():
    try:
        x = 1 / 0
    except ZeroDivisionError:
        x = "zero"
    return x


def try_arithmetic():
    try:
        return 1 % 0
    except ArithmeticError:
        return "arithmetic"


def try_partial():
    log = []
    try:
        log.append(1)
        [][5]
        log.append(2)
    except IndexError:
        log.append(3)
    return log


def try_in_loop():
    result = []
    for text in ["1", "x", "3"]:
        try:
            result.append(int(text))
        except ValueError:
            continue
    return result


def try_finally_return():  # opaque: return in a finally clause
    def inner():
        try:
            return "try"
        finally:
            return "finally"

    return inner()


def try_finally_order():
    log = []

    def inner():
        try:
            return log.append("try")
        finally:
            log.append("finally")

    inner()
    log.append("after")
    return log


def try_finally_break():
    result = []
    for n in range(3):
        try:
            if n == 1:
                break
        finally:
            result.append(n)
    return result


def try_else_not_run():
    log = []
    try:
        raise KeyError
    except KeyError:
        log.append("except")
    else:
        log.append("else")
    return log


def try_own_exception():  # opaque: the text of an own exception
    class Broken(ValueError):
        pass

    try:
        raise Broken("x")
    except ValueError as error:
        return str(error)


def try_own_exception_attributes():
    class Broken(Exception):
        def __init__(self, code):
            self.code = code

    try:
        raise Broken(5)
    except Broken as error:
        return error.code


def try_from_function():
    def fail(n):
        if n == 0:
            raise LookupError("deep")
        return fail(n - 1)

    try:
        fail(3)
    except LookupError:
        return "caught"


def try_suppress():
    with contextlib.suppress(KeyError):
        {}["x"]
    return "after"


def raise_ends():
    raise ValueError("x")
    return "after"


def raise_in_helper():
    def helper():
        raise NotImplementedError

    helper()
    return "after"


def raise_in_loop():
    for n in range(3):
        if n == 1:
            raise StopIteration
    return "after"


def assert_holds():
    assert 1 < 2, "no"
    return "after"


def assert_fails():
    assert 1 > 2, "no"
    return "after"


def with_class():
    log = []
    with _Manager(log) as manager:
        manager.log.append("body")
    return log


def with_class_swallows():  # opaque: builtins.ValueError
    log = []
    with _Manager(log):
        raise ValueError("x")
    return log


def with_generator():
    log = []
    with _surrounded(log, "a") as name, _surrounded(log, "b"):
        log.append(name)
    return log


def with_generator_returns():
    log = []

    def inner():
        with _surrounded(log, "a"):
            return "early"

    return inner(), log


def with_generator_raises():
    log = []
    try:
        with _surrounded(log, "a"):
            raise KeyError("x")
    except KeyError:
        log.append("caught")
    return log


def with_null():
    with contextlib.nullcontext(5) as n:
        return n


def nested_functions():
    def outer(a):
        def inner(b):
            return a + b

        return inner

    return outer(1)(2), outer("x")("y")


def closure_sees_later():
    n = 1

    def get():
        return n

    n = 2
    return get()


def closure_in_loop():
    functions = []
    for n in range(3):
        functions.append(lambda: n)
    bound = [lambda k=k: k for k in range(3)]
    return [f() for f in functions], [f() for f in bound]


def closure_nonlocal():
    n = 0

    def up():
        nonlocal n
        n += 1
        return n

    up()
    up()
    return n


def global_assigned():
    global COUNT
    COUNT += 5
    return COUNT


def global_in_helper():
    def up():
        global COUNT
        COUNT = COUNT + 1

    up()
    up()
    return COUNT


def global_shadowed():
    COUNT = "local"

    def read():
        return COUNT

    return read()


def local_before_assignment():
    x = COUNT + 1
    COUNT = x
    return COUNT


def local_in_branch():
    if COUNT:
        unset = 1
    return unset


def deleted_name():
    x = 1
    del x
    return x


def deleted_shadow():
    COUNT = 1
    del COUNT
    return COUNT


def default_is_early():
    n = 1

    def get(x=n):
        return x

    n = 2
    return get()


def mutable_default():
    _mutable(1)
    return _mutable(2), _mutable(3, [])


def recursion_lists():
    def flat(items):
        result = []
        for item in items:
            if isinstance(item, list):
                result.extend(flat(item))
            else:
                result.append(item)
        return result

    return flat([1, [2, [3, [4]]], 5])


def recursion_permutations():
    def permuted(items):
        if len(items) <= 1:
            return [items]
        return [
            [item] + rest
            for i, item in enumerate(items)
            for rest in permuted(items[:i] + items[i + 1 :])
        ]

    return permuted(list("abc"))


def recursion_deep():
    def down(n):
        return 0 if n == 0 else 1 + down(n - 1)

    return down(40)


def recursion_endless():  # opaque: endless recursion
    def forever(n):
        return forever(n + 1)

    return forever(0)


def generator_next():
    numbers = _countdown(2)
    return next(numbers), next(numbers), next(numbers, "end")


def generator_stops():
    numbers = _countdown(1)
    next(numbers)
    return next(numbers)


def generator_early_return():
    def some():
        yield 1
        return
        yield 2

    return list(some())


def generator_state():  # opaque: what a generator changes outside
    log = []

    def noted():
        log.append("start")
        yield 1
        log.append("end")

    numbers = noted()
    log.append("made")
    for n in numbers:
        log.append(n)
    return log


def generator_not_started():
    log = []

    def noted():
        log.append("start")
        yield 1

    noted()
    return log


def generator_endless():  # opaque: an endless generator
    def forever():
        n = 0
        while True:
            yield n
            n += 1

    for n in forever():
        if n > 3:
            return n


def generator_send():  # opaque: send()
    def echo():
        got = yield 1
        yield got

    gen = echo()
    next(gen)
    return gen.send("x")


def generator_executes():  # opaque: a generator with an effect on the database
    def statements():
        op.execute("before")  # noqa: F821
        yield "one"
        op.execute("between")  # noqa: F821
        yield "two"

    for statement in statements():
        op.execute(statement)  # noqa: F821


def executes():
    for n in range(2):
        op.execute(f"number {n}")  # noqa: F821
    return "end"


def executes_then_fails():
    op.execute("first")  # noqa: F821
    op.execute("second " + 5)  # noqa: F821
    return "end"


def executes_in_try():  # opaque: a statement that may fail
    for table in ["a", ""]:
        try:
            op.execute("t" + table[0])  # noqa: F821
        except IndexError:
            op.execute("none")  # noqa: F821


def decorated_class_method():
    class Helper:
        @staticmethod
        def plain(x):
            return x

        @classmethod
        def named(cls, x):
            return cls.__name__, x

        @property
        def label(self):
            return "label"

    return Helper.plain(1), Helper().plain(2), Helper.named(3), Helper().named(4), Helper().label


def decorator_of_library():  # opaque: a decorator of the standard library
    @functools.singledispatch
    def helper(x):
        return x

    return helper(5)


def decorator_replaces():
    def constant(function):
        return lambda: "replaced"

    @constant
    def helper():
        return "own"

    return helper()


def decorator_registers():
    registry = {}

    def register(function):
        registry[function.__name__] = function
        return function

    @register
    def one():
        return 1

    @register
    def two():
        return 2

    return {name: function() for name, function in registry.items()}


def annotations():
    x: int = 5
    y: Optional[str] = None
    z: Any

    def helper(a: int, *b: str, c: Callable[[int], str] = str) -> dict[str, int]:
        return {c(a): len(b)}

    return x, y, helper(1, "p", "q")


def annotation_only():  # opaque: a variable that is only annotated
    z: int
    return z


def line_continuation():
    total = 1 + \
        2 + \
        3
    return total


def semicolons():
    a = 1; b = 2; return a + b  # noqa: E702


def walrus_in_comprehension():
    result = [y for x in range(5) if (y := x * x) > 3]
    return result, y


def comprehension_scope():
    x = "outer"
    values = [x for x in range(3)]
    return x, values


def comprehension_class_scope():
    class Holder:
        names = ["a", "b"]
        upper = [n.upper() for n in names]

    return Holder.upper


def lambda_default_mutable():
    add = lambda item, items=[]: items + [item]  # noqa: E731
    return add(1), add(2)


def star_call():
    args, kwargs = (1, 2), {"c": 3}
    return _add(0, *args, *"x", **kwargs, **{"z": 1})


def star_call_twice():
    return _add(1, **{"c": 1}, **{"c": 2})


def match_literals():
    def name(n):
        match n:
            case 0:
                return "zero"
            case 1 | 2:
                return "few"
            case "x":
                return "text"
            case None:
                return "none"
            case _:
                return "many"

    return [name(n) for n in [0, 1, 2, "x", None, 5]]


def match_guard():
    def name(n):
        match n:
            case x if x > 3:
                return x
            case x:
                return -x

    return name(5), name(2)


def match_sequence():  # opaque: match with a sequence pattern
    match (1, 2):
        case (a, b):
            return a + b


def match_mapping():  # opaque: match with a mapping pattern
    match {"a": 1}:
        case {"a": n}:
            return n


def match_falls_through():
    result = "none"
    match 5:
        case 1:
            result = "one"
    return result


def pass_and_ellipsis():
    if True:
        pass
    ...
    return None


def chained_assignment():
    a = b = []
    a.append(1)
    return a, b, a is b


def augmented_all():
    x = 10
    x += 5
    x -= 3
    x *= 2
    x //= 5
    x **= 3
    x %= 50
    x <<= 2
    x |= 1
    x &= 15
    x ^= 6
    x >>= 1
    y = 3
    y /= 2
    z = "a"
    z += "b"
    z *= 2
    z %= ()
    return x, y, z


def augmented_item():
    data = {"a": 1, "b": [1]}
    data["a"] += 5
    data["b"] += [2]
    items = [1, 2]
    items[0] *= 10
    return data, items


def augmented_missing():
    data = {}
    data["a"] += 1
    return data


def return_nothing():
    def helper():
        return

    def other():
        pass

    return helper(), other()


def return_tuple():  # opaque: the grammar
    def helper():
        return 1, *[2, 3]

    return helper()


def import_inside():  # opaque: string.digits
    import os.path
    import string as text_constants
    from os.path import join as joined

    return joined("a", "b"), os.path.basename("x/y"), text_constants.digits


def function_attributes():  # opaque: attributes of a function
    def helper():
        return helper.count

    helper.count = 5
    return helper()


def function_equality():
    def helper():
        pass

    other = helper
    return helper == other, helper is other, helper == len


def locals_by_name():  # opaque: locals()
    x = 5
    return locals()["x"]


def globals_by_name():  # opaque: globals()
    return globals()["COUNT"]


def eval_text():  # opaque: eval()
    return eval("1 + 1")


def exec_text():  # opaque: exec()
    exec("x = 1")
    return 5
