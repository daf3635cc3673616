import enum

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql, oracle, postgresql, sqlite
from sqlalchemy.dialects.postgresql import ARRAY, CITEXT, DOMAIN, ENUM, HSTORE, INTERVAL, JSONB, TSVECTOR
from sqlalchemy.dialects import oracle, postgresql
from sqlalchemy.dialects.postgresql import ARRAY, DOMAIN, ENUM, JSONB


def _alter(*types):
    for type_ in types:
        op.alter_column("parcel", "size", type_=type_)


class Colour(enum.Enum):
    red = "R"
    blue = "B"


def string_lengths():
    _alter(sa.String(length=0), sa.String(0), sa.VARCHAR(length=None), sa.String(1), sa.CHAR(length=2))


def string_collations():
    _alter(
        sa.String(collation="C"),
        sa.String(3, "C"),
        sa.VARCHAR(collation="en_US"),
        sa.CHAR(2, collation="C.UTF-8"),
    )
    _alter(sa.Unicode(8, collation="de-x-icu"), sa.UnicodeText(collation="C"), sa.TEXT(collation='we"ird'))


def citext_collations():
    _alter(CITEXT(), CITEXT(collation="C"))


def binary_lengths():
    _alter(
        sa.LargeBinary(length=3),
        sa.LargeBinary(None),
        postgresql.BYTEA(length=4),
        sa.BINARY(),
        sa.VARBINARY(length=9),
        sa.BLOB(),
    )


def binary_varying_length():
    _alter(sa.BLOB(12), sa.CLOB(12), sa.CLOB())


def numeric_scales():
    _alter(
        sa.Numeric(scale=4),
        sa.Numeric(None, 2),
        sa.Numeric(0),
        sa.Numeric(6, 0),
        sa.Numeric(12, decimal_return_scale=3),
    )
    _alter(sa.DECIMAL(precision=9), sa.NUMERIC(precision=9, scale=9, asdecimal=True), sa.Numeric(5, 2, None, False))


def float_precisions():
    _alter(
        sa.Float(precision=None),
        sa.Float(0),
        sa.Float(1),
        sa.Float(10, True),
        sa.Float(asdecimal=True, decimal_return_scale=4),
    )
    _alter(
        sa.REAL(24),
        sa.FLOAT(7),
        sa.Double(precision=10, asdecimal=True),
        sa.DOUBLE_PRECISION(53),
        postgresql.REAL(),
    )
    _alter(sa.DOUBLE(), postgresql.DOUBLE_PRECISION(), postgresql.FLOAT(4))


def float_with_dialect_variant():
    _alter(sa.Float().with_variant(postgresql.DOUBLE_PRECISION(), "postgresql"))
    _alter(sa.Float(5).with_variant(oracle.FLOAT(binary_precision=16), "oracle"))


def date_time_flags():
    _alter(
        sa.DateTime(timezone=None),
        sa.TIMESTAMP(True),
        sa.Time(True),
        sa.TIME(timezone=True),
        sa.DATETIME(),
        sa.DATETIME(timezone=True),
    )


def timestamp_precisions():
    _alter(postgresql.TIMESTAMP(True, 6), postgresql.TIMESTAMP(precision=0), postgresql.TIMESTAMP(False, None))
    _alter(postgresql.TIME(True, 2), postgresql.TIME(precision=0), postgresql.TIME(), postgresql.DATE())


def interval_fields_by_keyword():
    _alter(INTERVAL(3), INTERVAL(0, "HOUR"), INTERVAL(fields="year"), INTERVAL(2, fields="DAY TO SECOND"))


def interval_generic():
    _alter(
        sa.Interval(True),
        sa.Interval(False, 4),
        sa.Interval(True, 6, 2),
        sa.Interval(second_precision=0),
        sa.Interval(day_precision=3),
    )
    _alter(sa.Interval(native=False), sa.Interval(native=False, second_precision=3))


def bit_lengths():
    _alter(
        postgresql.BIT(1),
        postgresql.BIT(length=12),
        postgresql.BIT(8, True),
        postgresql.BIT(None, varying=True),
        postgresql.BIT(varying=False),
    )


def bit_zero():
    _alter(postgresql.BIT(0), postgresql.BIT(0, varying=True))


def uuid_flags():
    _alter(
        sa.Uuid(as_uuid=True),
        sa.Uuid(False),
        sa.Uuid(True, True),
        sa.Uuid(as_uuid=False, native_uuid=False),
        postgresql.UUID(False),
    )


def json_flags():
    _alter(
        sa.JSON(True),
        sa.JSON(none_as_null=False),
        JSONB(none_as_null=True),
        JSONB(True, sa.String()),
        postgresql.JSON(astext_type=sa.Text(collation="C")),
    )


def hstore_and_search():
    _alter(
        HSTORE,
        HSTORE(sa.Unicode()),
        TSVECTOR,
        postgresql.TSQUERY,
        postgresql.REGCLASS,
        postgresql.OID,
        postgresql.MONEY,
    )


def bare_range_classes():
    _alter(postgresql.INT4RANGE, postgresql.TSTZRANGE, postgresql.DATEMULTIRANGE, postgresql.NUMMULTIRANGE)


def array_dimensions():
    _alter(
        ARRAY(sa.Integer, dimensions=1),
        ARRAY(sa.Integer, dimensions=3),
        ARRAY(sa.Text, True),
        ARRAY(sa.Text(), False, 2),
        ARRAY(sa.Text(), zero_indexes=True),
    )
    _alter(sa.ARRAY(sa.String(9), dimensions=2), sa.ARRAY(item_type=sa.Date()), sa.types.ARRAY(sa.Float()))


def array_of_everything():
    _alter(
        ARRAY(INTERVAL(fields="DAY")),
        ARRAY(postgresql.BIT(3)),
        ARRAY(sa.Numeric(8, 2)),
        ARRAY(JSONB),
        ARRAY(postgresql.INET),
    )
    _alter(ARRAY(postgresql.TIMESTAMP(True, 3)), ARRAY(sa.LargeBinary), ARRAY(CITEXT()), ARRAY(postgresql.TSRANGE))


def array_of_collated_text():
    _alter(ARRAY(sa.Text(collation="C"), dimensions=2), ARRAY(sa.String(4, collation="de_DE")))


def array_of_enum():
    _alter(
        ARRAY(sa.Enum("s", "m", "l", name="garment_size")),
        ARRAY(ENUM("s", name="Size", schema="shop"), dimensions=2),
    )


def array_of_enum_in_table():
    op.create_table("garment", sa.Column("sizes", ARRAY(sa.Enum("s", "m", name="garment_size")), nullable=False))


def array_of_existing_enum_in_table():
    op.create_table("garment", sa.Column("sizes", ARRAY(ENUM("s", name="garment_size", create_type=False))))


def array_of_variants():
    _alter(ARRAY(sa.Integer().with_variant(sa.BigInteger(), "postgresql")))


def enum_options():
    _alter(sa.Enum("a", "b", name="kind", schema="stock"), sa.Enum("a", name="kind", validate_strings=True))
    _alter(
        sa.Enum("a", name="kind", metadata=sa.MetaData()),
        ENUM("a", "b", name="kind", create_type=True, schema="stock"),
    )
    _alter(
        sa.Enum("a", name="Kind", quote=False),
        sa.Enum("a", name="kind", quote=True),
        sa.Enum(*["x", "y"], name="order"),
    )


def enum_metadata_schema():
    op.create_table("box", sa.Column("kind", sa.Enum("a", name="kind", metadata=sa.MetaData(schema="stock"))))


def enum_text_lengths():
    _alter(
        sa.Enum("ab", "abcde", native_enum=False),
        sa.Enum("ab", length=30, native_enum=False),
        sa.Enum(native_enum=False, length=8),
    )
    _alter(
        sa.Enum("grün", native_enum=False, name="colour"),
        sa.Enum("ab", native_enum=False, create_constraint=False, name="x"),
    )


def enum_schemas_in_tables():
    op.create_table(
        "box",
        sa.Column("a", sa.Enum("x", name="e1", schema="stock")),
        sa.Column("b", sa.Enum("x", name="e2", inherit_schema=True)),
        sa.Column("c", sa.Enum("x", name="e3", schema="stock", inherit_schema=True)),
        sa.Column("d", sa.Enum("x", name="e4", inherit_schema=False)),
        schema="yard",
    )


def enum_array_inherits_schema():
    op.create_table("box", sa.Column("b", ARRAY(sa.Enum("x", name="e2", inherit_schema=True))), schema="yard")


def enum_inherits_without_schema():
    op.create_table("box", sa.Column("b", sa.Enum("x", name="e2", inherit_schema=True)))


def enum_added_inherits_schema():
    op.add_column("box", sa.Column("b", sa.Enum("x", name="e2", inherit_schema=True)), schema="yard")


def enum_create_constraint_in_table():
    op.create_table(
        "box",
        sa.Column("kind", sa.Enum("a", "it's", native_enum=False, create_constraint=True, name="kind_ok")),
    )


def enum_create_constraint_without_name():
    op.create_table("box", sa.Column("kind", sa.Enum("a", native_enum=False, create_constraint=True)))


def enum_class_arguments():
    _alter(
        sa.Enum(Colour),
        sa.Enum(Colour, name="paint"),
        sa.Enum(Colour, native_enum=False),
        sa.Enum(Colour, native_enum=False, length=12),
    )
    _alter(sa.Enum(Colour, schema="stock"), ENUM(Colour, name="paint", create_type=False))


def enum_default_members():
    op.create_table("box", sa.Column("c", sa.Enum(Colour), server_default=Colour.red.name, nullable=False))
    op.add_column("box", sa.Column("d", sa.Enum(Colour), server_default=sa.text("'blue'::colour")))


def enum_from_names():
    op.create_table("box", sa.Column("c", sa.Enum(*[c.value for c in Colour], name="letters")))


def domain_options():
    isbn = DOMAIN(
        "isbn",
        sa.String(13),
        collation="C",
        default="''",
        constraint_name="isbn_ok",
        not_null=True,
        check="length(VALUE) = 13",
    )
    op.create_table("book", sa.Column("isbn", isbn))
    _alter(DOMAIN("price", sa.Numeric(8, 2), create_type=False), DOMAIN("price", sa.Numeric, schema="shop"))


def domain_not_created():
    op.create_table("book", sa.Column("pages", DOMAIN("pages", sa.Integer, create_type=False), nullable=False))


def variants_of_several_dialects():
    _alter(sa.String(20).with_variant(mysql.VARCHAR(30), "mysql").with_variant(postgresql.CITEXT(), "postgresql"))
    _alter(
        sa.BigInteger().with_variant(sqlite.INTEGER(), "sqlite"),
        sa.LargeBinary().with_variant(mysql.LONGBLOB(), "mysql", "mariadb"),
    )


def variant_key_is_serial():
    op.create_table("crate", sa.Column("id", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True))


def variant_for_postgresql_key():
    op.create_table(
        "crate",
        sa.Column("id", sa.Integer().with_variant(sa.BigInteger(), "postgresql"), primary_key=True),
    )


def variant_enum_in_table():
    op.create_table("crate", sa.Column("kind", sa.String(9).with_variant(ENUM("a", name="kind"), "postgresql")))


def mysql_integer_types():
    _alter(mysql.INTEGER(11))


def mysql_integer_unsigned():
    _alter(mysql.INTEGER(unsigned=True))


def nonsense_boolean():
    _alter(sa.Boolean("x", "y"))


def enum_duplicate_labels():
    _alter(sa.Enum("a", "a", name="e"))


def enum_without_labels_in_table():
    op.create_table("box", sa.Column("e", sa.Enum(name="e")))


def enum_long_name():
    op.create_table("box", sa.Column("e", sa.Enum("a", name="e" * 70)))


def enum_inferred_by_alter():
    op.alter_column(
        "box",
        "e",
        type_=sa.Enum("a", name="e"),
        existing_type=sa.String(),
        postgresql_using="e::text::e",
    )


def boolean_constraints():
    op.create_table(
        "box",
        sa.Column("b", sa.Boolean(create_constraint=True, name="b_ok"), nullable=False),
        sa.Column("c", sa.Boolean(name="x")),
    )


def pickle_types():
    _alter(sa.PickleType(protocol=2), sa.PickleType(impl=sa.LargeBinary(100)), sa.PickleType(comparator=None))


def pickle_with_other_impl():
    _alter(sa.PickleType(impl=sa.Text()))


def string_with_number_expressions():
    width = 2 * 16
    _alter(sa.String(width), sa.String(width + 8), sa.Numeric(*(10, 3)), sa.String(**{"length": 5}))


def refused_enum_too_short_length():
    _alter(sa.Enum("abcdef", length=3, native_enum=False))


def refused_domain_text_default():
    op.create_table(
        "book",
        sa.Column("pages", DOMAIN("pages", sa.Integer, default=sa.text("0"), check=sa.text("VALUE >= 0"))),
    )


def refused_variant_old_class():
    _alter(sa.types.Variant(sa.Text(), {"postgresql": JSONB()}))


def refused_oracle_types():
    _alter(oracle.NUMBER(10, 2), oracle.VARCHAR2(20), oracle.CLOB())


def refused_nonsense_arguments():
    _alter(sa.Integer(10))


def refused_nonsense_keyword():
    _alter(sa.String(size=10))


def refused_nonsense_text_date():
    _alter(sa.Date(5))


def refused_nonsense_jsonb():
    _alter(JSONB(5, 6, 7))


def refused_nonsense_enum():
    _alter(sa.Enum("a", nme="x"))


def refused_array_without_type():
    _alter(ARRAY())


def refused_array_of_arrays():
    _alter(ARRAY(ARRAY(sa.Integer)))


def refused_enum_postgresql_without_name():
    op.create_table("box", sa.Column("e", ENUM("a", "b")))


def refused_tuple_type():
    _alter(sa.TupleType(sa.Integer, sa.String))


def refused_matchtype():
    _alter(sa.types.MatchType(), sa.types.Concatenable())


def refused_type_engine():
    _alter(sa.types.TypeEngine())
