#include <doctest/doctest.h>

#include "unit/python/recording_host.h"

using migcheck::test::check;

TEST_CASE("literals") {
  check({
      {R"(e('a' "b" '''c''' r'\n'))", R"('abc\\n')"},
      {R"(def upgrade(): e('\x41\u00e9\101\t\'\\' "\
z\q"))",
       R"("AéA\t'\\z\\q")"},
      {R"(def upgrade(): e("""
a
"""))",
       R"('\na\n')"},
      {"e(b'a\\x00', 1, -2.5, 1e20, True, None, 0x10, 1_000)",
       "b'a\\x00', 1, -2.5, 1e+20, True, None, 16, 1000"},
      {"e([1, 'a'], (1,), {1, 1, 2}, {'a': 1, **{'b': 2}, 'a': 3}, [*(1, 2), 3])",
       "[1, 'a'], (1), {1, 2}, {'a': 3, 'b': 2}, [1, 2, 3]"},
      {"e(99999999999999999999)", "<is an integer beyond 64 bits>"},
      {"e(...)", "<is `...`>"},
  });
}

TEST_CASE("formatting") {
  check({
      {"t = 'users'\ne(f'SELECT {t} {t!r} {{x}} {1 + 1:>4}|{2.5:.2f}|{t:<7}|{1234:,}|{t=}')",
       R"("SELECT users 'users' {x}    2|2.50|users  |1,234|t='users'")"},
      {"w = 6\ne(f'{5:0{w}d}|{255:#x}|{0.5:%}|{True}|{None}|{[1, None]}')",
       "'000005|0xff|50.000000%|True|None|[1, None]'"},

      {"e('{} {}'.format(1, 'b'), '{0}{1}{0}'.format('a', 'b'), '{n:>3}{{}}'.format(n=1))",
       "'1 b', 'aba', '  1{}'"},
      {"e('{d[k]} {l[1]}'.format(d={'k': 1}, l=[1, 2]))", "'1 2'"},
      {"e('{a}'.format(**{'a': 'x'}), '{a}'.format_map({'a': 'y'}))", "'x', 'y'"},
      {"e('%s %d %5.1f|%-4s|%05d|%x %%' % ('a', 2, 1.25, 'b', 42, 255))",
       "'a 2   1.2|b   |00042|ff %'"},
      {"e('%(a)s-%(b)r' % {'a': 1, 'b': 'x'}, '%s' % 5, '%s' % [1, 2])",
       R"("1-'x'", '5', '[1, 2]')"},
      {"e('%s %s' % ('a',))", "opaque(raises TypeError)"},
      {"e(str(1), repr('a'), str(1.0), str([1, 'b']), str({'a': (1,)}))",
       R"('1', "'a'", '1.0', "[1, 'b']", "{'a': (1,)}")"},
  });
}

TEST_CASE("methods of text") {
  check({
      {"e(' a b '.strip(), 'xxay'.lstrip('x'), 'a,b,c'.split(','), ' a  b '.split(), "
       "'a-b-c'.rsplit('-', 1))",
       "'a b', 'ay', ['a', 'b', 'c'], ['a', 'b'], ['a-b', 'c']"},
      {"e(', '.join(['a', 'b']), ''.join(c for c in 'abc'), '-'.join({'a': 1, 'b': 2}))",
       "'a, b', 'abc', 'a-b'"},
      {"e('aBc'.upper(), 'ABC'.lower(), 'a b'.title(), 'ab'.capitalize(), 'a'.zfill(3))",
       "'ABC', 'abc', 'A B', 'Ab', '00a'"},
      {"e('aXbX'.replace('X', '-'), 'aXbX'.replace('X', '-', 1), 'abc'.find('c'), "
       "'aba'.count('a'))",
       "'a-b-', 'a-bX', 2, 2"},
      {"e('abc'.startswith('ab'), 'abc'.endswith(('x', 'c')), 'a1'.isalnum(), '12'.isdigit())",
       "True, True, True, True"},
      {"e('a=b=c'.partition('='), 'abc'.removeprefix('a'), 'a\\nb'.splitlines())",
       "('a', '=', 'b=c'), 'bc', ['a', 'b']"},
      {"e('abc'[0], 'abc'[-1], 'abc'[1:], 'abc'[::-1], 'äöü'[1], len('äöü'), 'b' in 'abc')",
       "'a', 'c', 'bc', 'cba', 'ö', 3, True"},
      {"e('a' + 'b' * 3, 'a' < 'b', 'a' 'b' == 'ab')", "'abbb', True, True"},
      {"e('É'.lower())", "<changes the case of letters beyond ASCII>"},
      {"import textwrap\ne(textwrap.dedent('''\n  a\n    b\n\n  c'''))", R"('\na\n  b\n\nc')"},
      {"from textwrap import dedent as d\ne(d('  a\\n  b'))", R"('a\nb')"},
      {"import json\ne(json.dumps({'a': [1, None, True, 'x\"']}))",
       R"('{"a": [1, null, true, "x\\""]}')"},
  });
}

TEST_CASE("numbers and logic") {
  check({
      {"e(7 // 2, -7 // 2, -7 % 3, 2 ** 10, 7 / 2, 1 << 4, 5 & 3, 5 | 3, 5 ^ 3, ~5)",
       "3, -4, 2, 1024, 3.5, 16, 1, 7, 6, -6"},
      {"e(1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, not 0, 1 and 'a', 0 or 'b', None is None, 1 in [1])",
       "True, False, True, True, 'a', 'b', True, True"},
      {"e(1 / 0)", "opaque(raises ZeroDivisionError)"},
      {"e(9223372036854775807 + 1)", "<is an integer beyond 64 bits>"},
      {"e('a' + 1)", "opaque(raises TypeError)"},
      {"e('x' if 1 > 2 else 'y')", "'y'"},
      {"e(int('12'), int(2.9), float('1.5'), abs(-3), min(3, 1, 2), max([1, 3]), sum([1, 2]))",
       "12, 2, 1.5, 3, 1, 3, 3"},
      {"e(any([0, 1]), all([]), bool(''), isinstance('a', str), isinstance(1, (str, dict)))",
       "True, True, False, True, False"},
  });
}

TEST_CASE("containers and their loops") {
  check({
      {"for i, x in enumerate(['a', 'b'], start=1):\n    e(f'{i}{x}')", "'1a'; '2b'"},
      {"for a, b in zip([1, 2], 'xy'):\n    e(a, b)", "1, 'x'; 2, 'y'"},
      {"for k, v in {'a': 1, 'b': 2}.items():\n    e(k, v)", "'a', 1; 'b', 2"},
      {"for k in sorted({'b': 1, 'a': 2}):\n    e(k)", "'a'; 'b'"},
      {"for x in reversed(range(0, 6, 2)):\n    e(x)", "4; 2; 0"},
      {"for (a, (b, *c)) in [(1, (2, 3, 4))]:\n    e(a, b, c)", "1, 2, [3, 4]"},
      {"for x in [1, 2, 3, 4]:\n    if x == 2: continue\n    if x == 4: break\n    e(x)\n"
       "else:\n    e('no')",
       "1; 3"},
      {"for x in []:\n    e(x)\nelse:\n    e('else')", "'else'"},
      {"n = 0\nwhile n < 3:\n    n += 1\n    e(n)", "1; 2; 3"},
      {"e([x * 2 for x in range(4) if x % 2], {k: v for k, v in [('a', 1)]}, {x for x in 'aab'})",
       "[2, 6], {'a': 1}, {'a', 'b'}"},
      {"e([(a, b) for a in 'xy' for b in (1, 2)])", "[('x', 1), ('x', 2), ('y', 1), ('y', 2)]"},
      {"l = [3, 1]\nl.append(2)\nl.sort()\nl += [9]\nl.insert(0, 0)\nl.remove(9)\ne(l, l.pop(), l)",
       "[0, 1, 2], 3, [0, 1, 2]"},
      {"d = {'a': 1}\nd['b'] = 2\nd.update(c=3)\nd.setdefault('d', 4)\ndel d['a']\n"
       "e(d, d.get('x'), d.get('x', 0), list(d), d['b'])",
       "{'b': 2, 'c': 3, 'd': 4}, None, 0, ['b', 'c', 'd'], 2"},
      {"a, *b = [1, 2, 3]\nc = d = b\nc.append(4)\ne(a, d)", "1, [2, 3, 4]"},
      {"e([1, 2, 3][1:], (1, 2)[-1], [1] + [2], [0] * 3, {1, 2} - {1}, {1} | {2})",
       "[2, 3], 2, [1, 2], [0, 0, 0], {2}, {1, 2}"},
      {"e(sorted(['bb', 'a'], key=len), sorted([1, 2], reverse=True), list(map(str, [1])))",
       "['a', 'bb'], [2, 1], ['1']"},
      {"if (n := len('abc')) > 2:\n    e(n)", "3"},
      {"from itertools import chain, product\ne(list(chain([1], [2])), list(product('a', [1])))",
       "[1, 2], [('a', 1)]"},
      {"from collections import OrderedDict\ne(OrderedDict([('a', 1)]))",
       "OrderedDict([('a', 1)])"},
      {"x = {}\ne(x['a'])", "opaque(raises KeyError)"},
      {"e(range(10 ** 9))", "<is a range of too many numbers>"},
  });
}
