#include <doctest/doctest.h>

#include <chrono>

#include "unit/python/recording_host.h"

using migcheck::test::check;
using migcheck::test::record;

// `q()` is a query whose result is not known.
TEST_CASE("branches") {
  check({
      {"if op.get_bind().dialect.name == 'postgresql':\n    e('a')\nelif True:\n    e('b')", "'a'"},
      {"if context.is_offline_mode():\n    e('a')\nelse:\n    e('b')", "'b'"},
      {"x = op.get_bind().execute('q')\nif x:\n    e('a')\nelse:\n    e('b')\ne('c')",
       "bind.execute('q'); if(depends on the result of a query){ 'a'}; "
       "if(depends on the result of a query){ 'b'}; 'c'"},
      {"x = op.get_bind().scalar('q')\nif x: y = 1\nelse: y = 2\ne(y)",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; <depends on the result of a query>"},
      {"x = op.get_bind().scalar('q')\nif x: y = 1\nelse: y = 1\ne(y)",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; 1"},
      {"x = op.get_bind().scalar('q')\ny = 1\nif x: return\nelse: y = 2\ne(y)",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; if(depends on the result of a query){ 2}"},
      {"x = op.get_bind().scalar('q')\nl = [1]\nif x: l.append(2)\ne(l)",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "<depends on the result of a query>"},
      {"x = op.get_bind().scalar('q')\nif x:\n    l = []\n    l.append(1)\n    e(l)",
       "bind.scalar('q'); if(depends on the result of a query){ [1]}"},
      {"x = op.get_bind().scalar('q')\nif x: raise ValueError('a')\ne('b')",
       "bind.scalar('q'); if(depends on the result of a query){ raise}; 'b'"},
      {"x = op.get_bind().scalar('q')\nif x and False:\n    e('a')\nif not (x or True):\n    "
       "e('b')\n"
       "e(f'{x and False}', [y for y in [1] if x and False])",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; <depends on the result of a query>, []"},
      {"x = op.get_bind().scalar('q')\ne(1 if x else 2, x and 1, x or 2, not x, x == 1, 5 if x "
       "else 5)",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; <depends on the result of a query>, "
       "<depends on the result of a query>, <depends on the result of a query>, "
       "<depends on the result of a query>, <depends on the result of a query>, 5"},
      {"raise NotImplementedError('no way back')\ne('a')", "raise"},
      {"assert False\ne('a')", "raise"},
      {"assert op.get_bind().scalar('q')\ne('a')", "bind.scalar('q'); 'a'"},
  });
}

TEST_CASE("loops that are not known") {
  check({
      {"for row in op.get_bind().execute('q'):\n    e(f'x {row.id}')\n    e('y')",
       "bind.execute('q'); if(depends on the result of a query){ "
       "<depends on the result of a query>; 'y'}"},
      {"n = 0\nfor row in op.get_bind().execute('q'):\n    n += 1\n    e(n)\ne(n)",
       "bind.execute('q'); if(depends on the result of a query){ "
       "<depends on the result of a query>}; <depends on the result of a query>"},
      {"seen = []\nfor row in op.get_bind().execute('q'):\n    if 1 not in seen: e('a')\n"
       "    seen.append(1)",
       "bind.execute('q'); if(depends on the result of a query){ "
       "if(depends on the result of a query){ 'a'}}"},
      {"while op.get_bind().scalar('q'):\n    e('a')\ne('b')",
       "bind.scalar('q'); if(depends on the result of a query){ 'a'}; 'b'"},
      {"while True:\n    r = op.get_bind().execute('u')\n    if r.rowcount == 0:\n        break\n"
       "e('b')",
       "bind.execute('u'); if(depends on the result of a query){ }; 'b'"},
      {"n = 0\nwhile True:\n    r = op.get_bind().execute(f'u {n}')\n    if not r: break\n"
       "    n += 1\ne('b')",
       "bind.execute('u 0'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; if(depends on the result of a query){ "
       "bind.execute(<depends on the result of a query>); "
       "if(depends on the result of a query){ }; if(depends on the result of a query){ }}; 'b'"},
      {"x = op.get_bind().scalar('q')\nfor t in ['a', 'b', 'c']:\n    e(t)\n    if x: "
       "break\ne('d')",
       "bind.scalar('q'); 'a'; if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ 'b'; if(depends on the result of a query){ }; 'c'; "
       "if(depends on the result of a query){ }}; 'd'"},
      {"x = op.get_bind().scalar('q')\nfor t in ['a', 'b']:\n    if x: continue\n    e(t)",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ 'a'}; if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ 'b'}"},
      {"x = op.get_bind().scalar('q')\nif x:\n    return\ne('a')\nif x:\n    return\ne('b')",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ 'a'; if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ 'b'}}"},
  });
}

TEST_CASE("try and with") {
  check({
      {"try:\n    e('a')\nexcept Exception as x:\n    e('b')\nelse:\n    e('c')\nfinally:\n    "
       "e('d')",
       "'a'; 'c'; if(depends on whether a statement fails){ 'b'}; 'd'"},
      {"try:\n    import ujson as json\nexcept ImportError:\n    e('b')\ne('a')", "'a'"},
      {"try:\n    raise ValueError()\nexcept ValueError:\n    e('a')\ne('b')", "'a'; 'b'"},
      {"try:\n    raise ValueError()\nfinally:\n    e('a')\ne('b')", "'a'; raise"},
      {"with op.batch_alter_table('t') as b:\n    e('a')\ne('b')",
       "with(alembic.op.batch_alter_table('t')){ 'a'}; 'b'"},
      {"with op.get_context().autocommit_block():\n    e('a')",
       "with(alembic.op.get_context().autocommit_block()){ 'a'}"},
      {"from app import lock\nwith lock():\n    e('a')",
       "opaque(calls app.lock, which is not read); with(app.lock()){ 'a'}"},
      {"import contextlib, warnings\nwith contextlib.suppress(KeyError), "
       "warnings.catch_warnings():\n    e('a')",
       "with(warnings.catch_warnings()){ 'a'}"},
      {"from contextlib import contextmanager\n@contextmanager\ndef off(t):\n    e(f'off {t}')\n"
       "    yield t\n    e(f'on {t}')\ndef upgrade():\n    with off('x') as y:\n        e(y)",
       "'off x'; 'x'; 'on x'"},
      {"class Lock:\n    def __init__(self, n): self.n = n\n    def __enter__(self):\n"
       "        e('lock ' + self.n)\n        return self\n    def __exit__(self, *a):\n"
       "        e('unlock')\ndef upgrade():\n    with Lock('t') as l:\n        e(l.n)",
       "'lock t'; 't'; 'unlock'"},
  });
}

TEST_CASE("functions") {
  check({
      {"def f(a, b=2, *c, d=4, **k):\n    e(a, b, c, d, k)\ndef upgrade():\n"
       "    f(1)\n    f(1, 3, 5, 6, d=7, x=8)\n    f(*[1, 2], **{'d': 3})",
       "1, 2, (), 4, {}; 1, 3, (5, 6), 7, {'x': 8}; 1, 2, (), 3, {}"},
      {"def f(x):\n    if x > 1:\n        return 'big'\n    return 'small'\ndef upgrade():\n"
       "    e(f(1), f(2))",
       "'small', 'big'"},
      {"def f(x):\n    if x:\n        return 1\n    return 2\ndef upgrade():\n"
       "    e(f(op.get_bind().scalar('q')))",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; <depends on the result of a query>"},
      {"def upgrade():\n    n = 1\n    def f():\n        nonlocal n\n        n += 1\n        "
       "return n\n"
       "    f()\n    g = lambda x, y=3: x + y + n\n    e(f(), g(1))",
       "3, 7"},
      {"n = 1\ndef f():\n    global n\n    n = 5\ndef upgrade():\n    f()\n    e(n)", "5"},
      {"def f(n):\n    return 1 if n < 2 else n * f(n - 1)\ndef upgrade():\n    e(f(5))", "120"},
      {"def f():\n    yield 'a'\n    yield from ['b']\ndef upgrade():\n    for x in f(): e(x)",
       "if(runs while something is taken from a generator){ }; 'a'; 'b'"},
      {"def deco(f):\n    def g(*a):\n        e('before')\n        return f(*a)\n    return g\n"
       "@deco\ndef f(x): e(x)\ndef upgrade():\n    f('a')",
       "'before'; 'a'"},
      {"from app import job\n@job\ndef f(x): e(x)\ndef upgrade():\n    f('a')",
       "opaque(is decorated with something that is not read: it comes from app, which is not "
       "read)"},
      {"from app import job\n@job\ndef upgrade():\n    e('a')",
       "opaque(is decorated with something that is not read: it comes from app, which is not "
       "read)"},
      {"def f(n):\n    e('x')\n    f(n + 1)\ndef upgrade():\n    f = 1\n    e('y')", "'y'"},
  });
}

TEST_CASE("classes") {
  check({
      {"import enum\nclass Color(enum.Enum):\n    RED = 'red'\n    BLUE = 'blue'\ndef upgrade():\n"
       "    e([c.value for c in Color], [c.name for c in Color], Color.RED.value, "
       "Color('blue'), Color['RED'], len(Color), Color.RED == Color.RED, str(Color.RED))",
       "['red', 'blue'], ['RED', 'BLUE'], 'red', Color.BLUE, Color.RED, 2, True, 'Color.RED'"},
      {"from enum import Enum, auto\nclass A(str, Enum):\n    X = 'x'\nclass B(Enum):\n"
       "    ONE = auto()\n    TWO = auto()\ndef upgrade():\n"
       "    e(A.X == 'x', B.TWO.value, sa.Enum(A), list(A.__members__))",
       "True, 2, sqlalchemy.Enum(class A), ['X']"},
      {"class T:\n    name = 'users'\n    cols = ['a']\n    @staticmethod\n    def f(x): return x\n"
       "    @classmethod\n    def g(cls): return cls.name\n    @property\n"
       "    def p(self): return self.name.upper()\ndef upgrade():\n"
       "    e(T.name, T.cols, T.f(1), T.g(), T().p)",
       "'users', ['a'], 1, 'users', 'USERS'"},
      {"from dataclasses import dataclass\n@dataclass\nclass C:\n    name: str\n    size: int = 3\n"
       "def upgrade():\n    c = C('a')\n    e(c.name, c.size, C(name='b', size=1).size)",
       "'a', 3, 1"},
      {"from collections import namedtuple\nP = namedtuple('P', 'x y')\ndef upgrade():\n"
       "    p = P(1, y=2)\n    e(p.x, p.y, p[0])",
       "1, 2, 1"},
      {"class A:\n    def __init__(self, x): self.x = x\n    def f(self): return 'A' + self.x\n"
       "class B(A):\n    def __init__(self, x):\n        super().__init__(x)\n        self.y = 1\n"
       "    def f(self): return 'B' + super().f()\ndef upgrade():\n    e(B('z').f(), B('z').y)",
       "'BAz', 1"},
  });
}

TEST_CASE("imports and the things of libraries") {
  check({
      {"import sqlalchemy.dialects.postgresql as pg\nfrom sqlalchemy.dialects import postgresql\n"
       "from sqlalchemy.dialects.postgresql import UUID as U, ARRAY\nimport sqlalchemy\n"
       "e(pg.UUID, postgresql.UUID(), U(as_uuid=True), ARRAY(sqlalchemy.Text))",
       "sqlalchemy.dialects.postgresql.UUID, sqlalchemy.dialects.postgresql.UUID(), "
       "sqlalchemy.dialects.postgresql.UUID(as_uuid=True), "
       "sqlalchemy.dialects.postgresql.ARRAY(sqlalchemy.Text)"},
      {"t = sa.table('t', sa.column('a'))\ne(t.update().where(t.c.a == op.inline_literal('x'))."
       "values(**{'a': 1}), t.c['a'], -t.c.a, t.c.a | (t.c.a > 1))",
       "inline_literal('x'); "
       "sqlalchemy.table('t', sqlalchemy.column('a')).update().where((sqlalchemy.table('t', "
       "sqlalchemy.column('a')).c.a == None)).values(a=1), sqlalchemy.table('t', "
       "sqlalchemy.column('a')).c['a'], -sqlalchemy.table('t', sqlalchemy.column('a')).c.a, "
       "(sqlalchemy.table('t', sqlalchemy.column('a')).c.a | (sqlalchemy.table('t', "
       "sqlalchemy.column('a')).c.a > 1))"},
      {"from alembic import op as o\nimport alembic\no.drop_table('a')\nalembic.op.drop_table('b')",
       "drop_table('a'); drop_table('b')"},
      {"kw = {'schema': 's'}\nop.drop_table('a', **kw)\nop.drop_table(*['a'])",
       "drop_table('a', schema='s'); drop_table('a')"},
      {"from app import names, options\nop.drop_table(*names, **options)",
       "drop_table(*=<comes from app, which is not read>, **=<comes from app, which is not read>)"},
  });
  CHECK(record("from sqlalchemy import *\ndef upgrade():\n    e(Column('a', Integer))") ==
        "sqlalchemy.Column('a', sqlalchemy.Integer)");
}

TEST_CASE("what may have an effect on the database is not passed over") {
  check({
      {"from app.models import fix\nfix()", "opaque(calls app.models.fix, which is not read)"},
      {"from app.models import fix\nx = fix(op.get_bind())\ne('a')",
       "opaque(calls app.models.fix, which is not read); 'a'"},
      {"from app.models import NAME\ne(NAME, f'{NAME}', NAME.lower())",
       "app.models.NAME, <comes from app.models, which is not read>, app.models.NAME.lower()"},
      {"from .util import f\nf()", "opaque(calls .util.f, which is not read)"},
      {"import logging, time, warnings, sys\nlog = logging.getLogger(__name__)\nlog.info('x %s', "
       "1)\n"
       "print('y')\ntime.sleep(1)\nwarnings.warn('z')\nsys.stdout.write('a')\ne('b')",
       "'b'"},
      {"import subprocess, os\nsubprocess.run(['ls'])\nos.system('x')\nx = "
       "os.environ.get('A')\ne(x)",
       "opaque(runs other code with subprocess.run); opaque(runs other code with os.system); "
       "<depends on an environment variable>"},
      {"undefined_function()", "opaque(raises NameError)"},
      {"for user in op.get_bind().execute('q'):\n    user.name = 'x'",
       "bind.execute('q'); if(depends on the result of a query){ "
       "opaque(sets .name of an object that is not known)}"},
      {"match 1:\n    case 1:\n        e('a')", "'a'"},
      {"import datetime, uuid\ne(datetime.datetime.now(), uuid.uuid4(), datetime.date(2020, 1, 2))",
       "<depends on the time at which the migration runs>, <is different in every run>, "
       "datetime.date(2020, 1, 2)"},
      {"[e(x) for x in op.get_bind().execute('q')]",
       "bind.execute('q'); if(depends on the result of a query){ "
       "<depends on the result of a query>}"},
  });
  CHECK(record("from app import upgrade_everything as upgrade\n# def upgrade\n") ==
        "opaque(is not a function that is defined here: it comes from app, which is not read)");
}

TEST_CASE("everything ends") {
  const auto begin = std::chrono::steady_clock::now();
  check({
      {"while True:\n    pass", "opaque(runs longer than 1000000 steps)"},
      {"def f():\n    f()\ndef upgrade():\n    f()", "opaque(is nested in more than 50 calls)"},
      {"x = 'a' * 1000\nwhile True:\n    x = x + x", "opaque(runs longer than 1000000 steps)"},
      {"x = 'a' * 10 ** 12\ne(x)", "<is too large>"},
      {"x = []\nwhile True:\n    x = [x]", "opaque(runs longer than 1000000 steps)"},
      {"x = sa.text('a')\nwhile True:\n    x = x.bindparams(x)",
       "opaque(is built in too many steps); opaque(runs longer than 1000000 steps)"},
      {"x = sa.text('a')\nfor i in range(18):\n    x = sa.and_(x, x)\ne(x)",
       "opaque(is built in too many steps); sqlalchemy.and_(<is built in too many steps>, "
       "<is built in too many steps>)"},
      {"from app import fix\nx = [sa.text('a')]\nfor i in range(30):\n    x = [x, x]\ny = fix(x)",
       "opaque(is built in too many steps)"},
      {"x = y = [1]\nfor i in range(30):\n    x = [x, x]\n    y = [y, y]\ne(x == y, str(x))",
       "<depends on a sequence>, <is nested too deeply>"},
      {"x = [sa.text('a')]\ny = sa.and_(*x, x)\nx.append(y)\ne(y)",
       "sqlalchemy.and_(sqlalchemy.text('a'), [sqlalchemy.text('a')])"},
      {"x = [0]\nx.append(x)\ne(len(x), x == x)", "2, <depends on a sequence>"},
      {"d = {}\nfor i in range(20000):\n    d[i] = i\ne(1)",
       "opaque(runs longer than 1000000 steps)"},
      {"x = [1]\nfor i in x:\n    x.append(i)\ne(len(x))",
       "opaque(runs longer than 1000000 steps)"},
      {"e('%*d' % (3, 1), '{:>99999999999}'.format(1))",
       "'  1', <has a format that is not followed: >99999999999>"},
  });
  CHECK(record("f = lambda n: f(n - 1) + f(n - 1) if n else 1\ndef upgrade():\n    e(f(40))")
            .find("opaque(runs longer than") == 0);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(120));
}

TEST_CASE("what certainly fails ends its path") {
  check({
      {"e('a')\ne([][1])\ne('b')", "'a'; opaque(raises IndexError)"},
      {"try:\n    e({}['x'])\nexcept LookupError:\n    e('caught')", "'caught'"},
      {"try:\n    {}['x']\nexcept ValueError:\n    e('no')\ne('after')", "opaque(raises KeyError)"},
      {"n = 0\ntry:\n    n = int('5')\nexcept ValueError:\n    pass\ne(n)", "5"},
      {"x = op.get_bind().scalar('q')\nif x:\n    [][1]\ne('b')",
       "bind.scalar('q'); if(depends on the result of a query){ opaque(raises IndexError)}; 'b'"},
      {"x = op.get_bind().scalar('q')\ne({}['k'] if x else 1)",
       "bind.scalar('q'); if(depends on the result of a query){ }; "
       "if(depends on the result of a query){ }; <depends on the result of a query>"},
      {"a = {}['x']\ndef upgrade():\n    e('b')", "opaque(raises KeyError); 'b'"},
  });
}

TEST_CASE("iterators are used up") {
  check({
      {"i = iter([1, 2, 3])\ne(next(i), list(i), list(i))", "1, [2, 3], []"},
      {"def f():\n    yield 'a'\n    e('b')\ndef upgrade():\n    for x in f(): e(x)",
       "if(runs while something is taken from a generator){ 'b'}; 'a'"},
  });
}
