import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import oracle, postgresql
from sqlalchemy.dialects.postgresql import ARRAY, DOMAIN, ENUM, JSONB


def _alter(*types):
    for type_ in types:
        op.alter_column("parcel", "size", type_=type_)


def enum_too_short_length():
    _alter(sa.Enum("abcdef", length=3, native_enum=False))


def domain_text_default():
    op.create_table(
        "book",
        sa.Column("pages", DOMAIN("pages", sa.Integer, default=sa.text("0"), check=sa.text("VALUE >= 0"))),
    )


def variant_old_class():
    _alter(sa.types.Variant(sa.Text(), {"postgresql": JSONB()}))


def oracle_types():
    _alter(oracle.NUMBER(10, 2), oracle.VARCHAR2(20), oracle.CLOB())


def nonsense_arguments():
    _alter(sa.Integer(10))


def nonsense_keyword():
    _alter(sa.String(size=10))


def nonsense_text_date():
    _alter(sa.Date(5))


def nonsense_jsonb():
    _alter(JSONB(5, 6, 7))


def nonsense_enum():
    _alter(sa.Enum("a", nme="x"))


def array_without_type():
    _alter(ARRAY())


def array_of_arrays():
    _alter(ARRAY(ARRAY(sa.Integer)))


def enum_postgresql_without_name():
    op.create_table("box", sa.Column("e", ENUM("a", "b")))


def tuple_type():
    _alter(sa.TupleType(sa.Integer, sa.String))


def matchtype():
    _alter(sa.types.MatchType(), sa.types.Concatenable())


def type_engine():
    _alter(sa.types.TypeEngine())
