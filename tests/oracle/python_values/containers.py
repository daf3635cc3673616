import collections
import copy

L = [3, 1, 2]
WORDS = ["pear", "fig", "apple"]
D = {"a": 1, "b": 2}
NESTED = {"x": {"y": [1, {"z": 5}]}}
T = (1, 2, 3)

L[0], L[-1]
L[3]
L[-4]
L["a"]
L[1.0]
L[True]
L[1:]
L[:-1]
L[::-1]
L[::2]
L[5:]
L[-100:100]
L[2:0:-1]
L[None:None]
L[::0]
T[1:]
T[0]
T[5]
D["a"]
D["x"]
D[["a"]]
NESTED["x"]["y"][1]["z"]
[1, 2] + [3]
[1, 2] + (3,)
[0] * 3
2 * (1, 2)
[[]] * 2
[1, 2] == [1, 2]
[1, 2] == (1, 2)
[1, 2] < [1, 3]
[1, 2] < [1]
[1, "a"] < [1, 2]
(1, 2) < (1, 2, 3)
[1] != [1.0]
{"a": 1} == {"a": 1.0}
{"a": 1, "b": 2} == {"b": 2, "a": 1}
{1, 2} == {2, 1}
{1} < {1, 2}
{1, 2} < {1, 2}
{1, 2} <= {1, 2}
{1, 2} >= {1}
{1, 2} > {1}
{1} == [1]
1 in L
9 in L
9 not in L
"a" in D
1 in D
[1] in [[1], [2]]
len(L), len(D), len(T), len({1, 1})
len(5)
list(D)
list(D.keys())
list(D.values())
list(D.items())
D.keys()
D.values()
D.items()
str(D.keys())
D.keys() == {"a", "b"}
"a" in D.keys()
1 in D.values()
("a", 1) in D.items()
len(D.items())
sorted(D.keys() | {"c"})
sorted(D.keys() & {"a"})
sorted(D.keys() - {"a"})
D.keys()[0]
D.items()[0]
D.get("a")
D.get("x")
D.get("x", 5)
D.get("x", default=5)
dict(a=1, b=2)
dict([("a", 1), ("b", 2)])
dict({"a": 1}, b=2)
dict(zip("ab", [1, 2]))
dict([("a",)])
dict(D, a=9)
{**D, "c": 3}
{"a": 0, **D}
{**D, **{"a": 5}}
D | {"b": 5, "c": 3}
D | [("c", 3)]
dict.fromkeys(["a", "b"])
dict.fromkeys("ab", 0)
{1: "a", True: "b", 1.0: "c"}
{"a": 1}.items()
{k: v for v, k in D.items()}
{v: k for k, v in D.items()}
[x for x in L]
[x * 2 for x in L if x > 1]
[x + y for x in "ab" for y in "cd"]
[x for row in [[1, 2], [3]] for x in row]
[[y for y in range(x)] for x in range(3)]
[x if x > 1 else 0 for x in L]
[x for x in L if x > 1 if x < 3]
[(x, y) for x in range(2) for y in range(x, 2)]
[a + b for a, b in [(1, 2), (3, 4)]]
[a for a, *_ in [(1, 2, 3)]]
[(i, w) for i, w in enumerate(WORDS)]
{len(w): w for w in WORDS}
sorted({len(w) for w in WORDS})
{x for x in [1, 1]}
(x for x in [1])  # opaque: the address of a generator
tuple(x * 2 for x in L)
list(x for x in L)
sum(x for x in L)
any(x > 2 for x in L)
all(x > 2 for x in L)
any([]), all([])
max(len(w) for w in WORDS)
", ".join(w for w in WORDS if len(w) > 3)
sorted(L)
sorted(L, reverse=True)
sorted(WORDS, key=len)
sorted(WORDS, key=len, reverse=True)
sorted(WORDS, key=lambda w: w[-1])
sorted(WORDS, key=lambda w: (len(w), w))
sorted(WORDS, key=str.lower)
sorted([1, "a"])
sorted([(1, "b"), (1, "a"), (0, "z")])
sorted(D.items(), key=lambda item: -item[1])
sorted([("a", 2), ("b", 2), ("c", 1)], key=lambda p: p[1], reverse=True)
sorted([True, 0, 2.5])
sorted([None, 1])
sorted({"b": 1, "a": 2})
sorted([1], cmp=None)
list(reversed(L))
list(reversed("abc"))
reversed([1])  # opaque: the address of an iterator
list(reversed(D))
list(reversed({1}))
list(enumerate("ab"))
list(enumerate("ab", 1))
list(enumerate("ab", start=5))
dict(enumerate("ab"))
list(zip([1, 2], "ab"))
list(zip([1, 2], "abc"))
list(zip([1, 2], "abc", strict=True))
list(zip([1, 2], "ab", strict=True))
list(zip())
list(zip([1]))
list(zip(*[(1, 2), (3, 4)]))
[list(row) for row in zip([1, 2], [3, 4])]
list(range(5))
list(range(2, 5))
list(range(0, 10, 3))
list(range(5, 0, -2))
list(range(0))
list(range(5, 2))
list(range(1, 2, 0))
list(range(1.5))
range(3)
range(1, 3)
range(0, 9, 2)
len(range(10))
range(10)[3]
range(10)[-1]
range(10)[2:5]  # opaque: the repr() of a part of a range
5 in range(10)
10 in range(10)
range(3) == range(0, 3)
range(3) == [0, 1, 2]
sum(range(101))
list(map(str, [1, 2]))
list(map(lambda a, b: a + b, [1, 2], [10, 20]))
list(map(len, WORDS))
list(filter(None, [0, 1, "", "a"]))
list(filter(lambda x: x > 1, L))
[*L, *T]
[*"ab", *D]
(*L,)
{*[1], *[1]}
(1,)
()
(1)
1, 2
[]
{}
set()
frozenset([1])
frozenset()
{1}
{1, 2, 3}  # opaque: the order of a set
list({"a", "b"})  # opaque: the order of a set
list({2, 1, 3})  # opaque: the order of a set
[x for x in {"b", "a"}]  # opaque: the order of a set
sorted([x for x in {"b", "a"}])
", ".join({"a", "b"})  # opaque: the order of a set
tuple({5})
sorted({3, 1} | {2})
sorted({3, 1} & {1})
sorted({3, 1} - {1})
sorted({3, 1} ^ {1, 2})
sorted({3, 1}.union([2], [4]))
sorted({3, 1}.intersection([1, 2]))
sorted({3, 1}.difference([1], [3]))
sorted({3, 1}.symmetric_difference([1, 2]))
{1}.issubset([1, 2])
{1, 2}.issuperset([1])
{1}.isdisjoint([2])
{1} | [2]
set("aa")
set([[1]])
{[1]: 2}
{(1, 2): 3}
{1: 2}[True]
len(set("hello"))
sorted(set("hello"))
sorted(frozenset([2, 1]) | {3})
frozenset([1]) == {1}
L.index(1)
L.index(9)
L.index(3, 1)
L.count(3)
T.index(2)
T.count(1)
L.copy()
L.nothing
T.append(4)
[1, [2, 3]]
str([1, "a", None, True, 1.5])
str((1,))
str({"a": [1]})
repr([b"x", "é"])
[1, 2, 3][1:2][0]
"abc"[1:][0]
(lambda *a, **k: (a, k))(1, *[2], b=3, **{"c": 4})
list([1, 2])
list("ab")
list(5)
list(None)
tuple([1, 2])
tuple("ab")
tuple()
list()
iter([1])  # opaque: the address of an iterator
next(iter([1, 2]))
next(iter([]))
next(iter([]), 5)
next([1])
next(x for x in L if x < 3)
next((x for x in L if x > 5), None)
slice(1, 2)  # opaque: slice()
L[slice(1, 2)]  # opaque: slice()
copy.copy(L)
copy.deepcopy(NESTED)
not L, not []
L or [1]
[] or [1]
L is L
[] is []
() == ()
[] == []
max(D, key=D.get)
max(D.values())
min(L, default=0)
sum(D.values())
D == dict(D)
all(isinstance(w, str) for w in WORDS)
type(L).__name__
bool(range(0)), bool(range(1))
bool(x for x in [])
bytes([65, 66])
bytes("é", "utf-8")
bytes(2)
b"abc"
b"\xff\x00'"
b'it\'s'
b"a" + b"b"
b"abc"[0]
b"abc"[1:]
b"abc"[::-1]
b"abc".decode()
b"\xc3\xa9".decode("utf-8")
b"\xff".decode()
b"\xe9".decode("latin-1")
b"abc".upper()  # opaque: methods of bytes
b"abc".hex()
bytes.fromhex("ff00")
b"a" * 3
b"a" in b"abc"
len(b"abc")
list(b"ab")
b"a" == "a"
b"a" < b"b"
b"a" b"c"
rb"\x"
bytearray(b"x")  # opaque: bytearray
memoryview(b"x").tobytes()  # opaque: memoryview
collections.OrderedDict([("a", 1)])
collections.OrderedDict(a=1)["a"]
list(collections.OrderedDict(b=1, a=2).items())
collections.defaultdict(list)
collections.Counter("abca")
collections.Counter("abca")["a"]
collections.Counter("abca")["z"]
collections.Counter("abcab").most_common(1)
dict(collections.Counter("aab"))
collections.deque([1, 2])  # opaque: collections.deque
list(collections.ChainMap({"a": 1}, {"b": 2}))  # opaque: collections.ChainMap


def list_methods():
    items = [1, 2]
    items.append(3)
    items.extend([4, 5])
    items.extend("x")
    items.insert(0, 0)
    items.insert(-1, "y")
    items.insert(100, "end")
    items.remove(2)
    last = items.pop()
    first = items.pop(0)
    items.reverse()
    return items, last, first, items.pop(-2)


def list_sort():
    items = [3, 1, 2]
    result = items.sort()
    words = ["bb", "a", "ccc"]
    words.sort(key=len, reverse=True)
    return items, result, words


def list_clear():
    items = [1]
    other = items
    items.clear()
    other.append(5)
    return items, other


def list_remove_missing():
    items = [1]
    items.remove(5)
    return items


def list_pop_empty():
    return [].pop()


def list_pop_far():
    return [1].pop(3)


def list_items_assigned():
    items = [1, 2, 3]
    items[0] = "a"
    items[-1] = "z"
    return items


def list_assigned_beyond():
    items = [1]
    items[1] = 2
    return items


def list_slice_assigned():
    items = [1, 2, 3, 4]
    items[1:3] = ["x"]
    items[:0] = ["first"]
    return items


def list_slice_step_assigned():  # opaque: assignment to a slice with a step
    items = [1, 2, 3, 4]
    items[::2] = ["x", "y"]
    return items


def list_deleted():
    items = [1, 2, 3, 4]
    del items[0]
    del items[-1]
    return items


def list_slice_deleted():
    items = [1, 2, 3, 4]
    del items[1:3]
    return items


def list_deleted_beyond():
    items = [1]
    del items[3]
    return items


def list_augmented():
    items = [1]
    other = items
    items += [2]
    items += "ab"
    items *= 2
    return items, other


def list_replaced():
    items = [1]
    other = items
    items = items + [2]
    return items, other


def tuple_augmented():
    items = (1,)
    other = items
    items += (2,)
    return items, other


def tuple_assigned():
    items = (1, 2)
    items[0] = 5
    return items


def string_assigned():
    text = "abc"
    text[0] = "x"
    return text


def aliasing():
    rows = [[0] * 2] * 2
    rows[0][0] = 1
    return rows


def nested_change():
    data = {"a": {"b": []}}
    data["a"]["b"].append(1)
    data["a"]["c"] = data["a"]["b"]
    data["a"]["c"].append(2)
    return data


def dict_methods():
    data = {"a": 1}
    data["b"] = 2
    data.update({"c": 3}, d=4)
    data.update([("e", 5)])
    first = data.pop("a")
    missing = data.pop("x", "none")
    default = data.setdefault("f", [])
    default.append(6)
    same = data.setdefault("b", 9)
    return data, first, missing, same


def dict_update_none():
    data = {"a": 1}
    data.update()
    data |= {"b": 2}
    return data


def dict_pop_missing():
    return {}.pop("x")


def dict_popitem():
    data = {"a": 1, "b": 2}
    return data.popitem(), data


def dict_popitem_empty():
    return {}.popitem()


def dict_copy_clear():
    data = {"a": 1}
    other = data.copy()
    data.clear()
    return data, other


def dict_deleted():
    data = {"a": 1, "b": 2}
    del data["a"]
    return data


def dict_deleted_missing():
    data = {}
    del data["a"]
    return data


def dict_view_is_live():
    data = {"a": 1}
    keys = data.keys()
    data["b"] = 2
    return list(keys), len(keys)


def dict_changed_in_loop():
    data = {"a": 1}
    for key in data:
        data[key + "x"] = 1
    return data


def dict_order():
    data = {"b": 1, "a": 2}
    data["b"] = 3
    data["c"] = 4
    del data["a"]
    data["a"] = 5
    return data


def dict_iteration():
    result = []
    for key in {"x": 1, "y": 2}:
        result.append(key)
    for key, value in {"x": 1}.items():
        result.append((key, value))
    return result


def dict_keys_by_value():
    data = {}
    data[1] = "a"
    data[1.0] = "b"
    data[True] = "c"
    data[(1, 2)] = "d"
    data[None] = "e"
    return data


def dict_unhashable():
    data = {}
    data[[1]] = 2
    return data


def set_methods():
    items = {1, 2}
    items.add(3)
    items.discard(9)
    items.discard(1)
    items.remove(2)
    items.update([4], [5])
    items |= {6}
    items -= {4}
    items &= {3, 5}
    items ^= {5}
    return items


def set_difference_update():
    items = {1, 2, 3}
    items.difference_update([1])
    items.intersection_update([2, 3])
    return sorted(items)


def set_remove_missing():
    items = {1}
    items.remove(5)
    return items


def set_pop_one():
    items = {1}
    return items.pop(), items


def set_pop():  # opaque: the order of a set
    items = {1, 2}
    return items.pop()


def set_in_loop():
    total = 0
    for number in {1, 2, 3}:
        total += number
    return total


def set_to_list_changed():  # opaque: the order of a set
    items = list({"a", "b"})
    items.append("c")
    return items[0]


def set_enumerated():  # opaque: the order of a set
    return [i for i, x in enumerate({"a", "b"}) if x == "a"]


def set_loop_last():  # opaque: the order of a set
    for item in {"a", "b"}:
        pass
    return item


def set_loop_break():  # opaque: the order of a set
    for item in {"a", "b"}:
        break
    return item


def iterator_is_used_up():
    numbers = iter([1, 2, 3])
    first = next(numbers)
    return first, list(numbers), list(numbers)


def generator_is_used_up():
    numbers = (x for x in [1, 2])
    return list(numbers), list(numbers)


def map_is_used_up():
    numbers = map(str, [1, 2])
    return list(numbers), list(numbers)


def zip_is_used_up():
    pairs = zip([1], [2])
    return list(pairs), list(pairs)


def filter_has_no_index():
    return filter(None, [1])[0]


def generator_has_no_length():
    return len(x for x in [1])


def iterator_in():
    numbers = iter([1, 2, 3])
    return 2 in numbers, list(numbers)


def iterator_loop_goes_on():
    numbers = iter([1, 2, 3, 4])
    for number in numbers:
        if number == 2:
            break
    return list(numbers)


def iterator_pairs():
    numbers = iter([1, 2, 3, 4])
    return list(zip(numbers, numbers))


def list_grows_in_loop():
    items = [1, 2]
    for item in items:
        if item < 4:
            items.append(item + 2)
    return items


def list_shrinks_in_loop():
    items = [1, 2, 3, 4]
    for item in items:
        items.remove(item)
    return items


def unpacking():
    a, b = 1, 2
    (c, d), e = (3, 4), 5
    f, *g = [6, 7, 8]
    *h, i = "xyz"
    j, *k, m = range(5)
    [n, o] = {"p": 1, "q": 2}
    return a, b, c, d, e, f, g, h, i, j, k, m, n, o


def unpacking_swap():
    a, b = 1, 2
    a, b = b, a
    return a, b


def unpacking_order():
    items = [0, 1]
    i = 0
    i, items[i] = 1, "x"
    return i, items


def unpacking_too_many():
    a, b = [1, 2, 3]
    return a


def unpacking_too_few():
    a, *b, c = [1]
    return a


def unpacking_number():
    a, b = 5
    return a


def default_dict():
    groups = collections.defaultdict(list)
    groups["a"].append(1)
    groups["a"].append(2)
    groups["b"]
    return dict(groups), groups["a"]


def default_dict_int():
    counts = collections.defaultdict(int)
    for letter in "aab":
        counts[letter] += 1
    return dict(counts), counts.get("z"), "z" in counts


def counter():
    counts = collections.Counter()
    counts["a"] += 2
    counts.update("ab")
    return dict(counts), counts["x"], sorted(counts.elements())


def counter_total():
    counts = collections.Counter("hello")
    return counts["l"], len(counts), sorted(counts.items())


def group_by_hand():
    groups = {}
    for word in WORDS:
        groups.setdefault(len(word), []).append(word)
    return groups


def module_list_changed():
    L.append(9)
    WORDS[0] = "plum"
    return L, WORDS


def sequence_in_itself():
    items = []
    items.append(items)
    return len(items), items[0] is items


def equal_to_unlike():
    return [1] == None, {} == [], "" == [], 0 == "", () == [], {1: 2} != {1: 3}
