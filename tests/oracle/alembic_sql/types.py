import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.mutable import MutableDict


def _alter(*types):
    for type_ in types:
        op.alter_column("t", "c", type_=type_)


def integers():
    _alter(sa.Integer, sa.Integer(), sa.INTEGER(), sa.INT(), sa.BigInteger(), sa.BIGINT, sa.SmallInteger(), sa.SMALLINT())


def numbers():
    _alter(sa.Numeric(), sa.Numeric(10), sa.Numeric(10, 2), sa.Numeric(precision=8, scale=0, asdecimal=False))
    _alter(sa.NUMERIC(5), sa.DECIMAL(), sa.DECIMAL(6, 3), sa.Float(), sa.Float(53), sa.Float(precision=24), sa.FLOAT())
    _alter(sa.REAL(), sa.Double(), sa.Double(53), sa.DOUBLE_PRECISION(), postgresql.DOUBLE_PRECISION(precision=53))


def texts():
    _alter(sa.String, sa.String(), sa.String(5), sa.String(length=7), sa.VARCHAR(9), sa.Text(), sa.TEXT(), sa.Text(50))
    _alter(sa.Unicode(), sa.Unicode(5), sa.UnicodeText(), sa.CHAR(), sa.CHAR(3), sa.NCHAR(4), sa.NVARCHAR(5))
    _alter(sa.String(5, collation="C"), sa.Text(collation="de_DE"), sa.String(length=None), postgresql.CITEXT())


def dates():
    _alter(sa.Date(), sa.DATE(), sa.DateTime(), sa.DateTime(timezone=True), sa.DateTime(True), sa.Time())
    _alter(sa.Time(timezone=True), sa.TIMESTAMP(), sa.TIMESTAMP(timezone=True), sa.TIME(), sa.DateTime(timezone=False))
    _alter(postgresql.TIMESTAMP(), postgresql.TIMESTAMP(precision=3), postgresql.TIMESTAMP(timezone=True, precision=0))
    _alter(postgresql.TIME(precision=6), postgresql.TIME(timezone=True, precision=1))


def intervals():
    _alter(sa.Interval(), sa.Interval(second_precision=3), sa.Interval(native=True))
    _alter(postgresql.INTERVAL(), postgresql.INTERVAL(precision=2), postgresql.INTERVAL(fields="DAY TO SECOND"))
    _alter(postgresql.INTERVAL(fields="SECOND", precision=3))


def booleans_and_bytes():
    _alter(sa.Boolean(), sa.BOOLEAN, sa.Boolean(name="b"), sa.Boolean(create_constraint=True, name="c"))
    _alter(sa.LargeBinary(), sa.LargeBinary(20), sa.PickleType(), postgresql.BYTEA(), sa.BINARY(5), sa.VARBINARY(7))


def uuids():
    _alter(sa.Uuid(), sa.UUID(), sa.UUID(as_uuid=False), postgresql.UUID(), postgresql.UUID(as_uuid=True))
    _alter(sa.Uuid(native_uuid=False))


def json():
    _alter(sa.JSON(), postgresql.JSON(), postgresql.JSONB(), postgresql.JSONB(astext_type=sa.Text()), sa.JSON(none_as_null=True))
    _alter(postgresql.JSONPATH())


def arrays():
    _alter(sa.ARRAY(sa.Integer), postgresql.ARRAY(sa.Text()), postgresql.ARRAY(sa.String(5), dimensions=2))
    _alter(postgresql.ARRAY(sa.String(5, collation="C")), postgresql.ARRAY(postgresql.UUID(as_uuid=True), as_tuple=True))
    _alter(postgresql.ARRAY(sa.DateTime(timezone=True)))


def networks():
    _alter(postgresql.INET(), postgresql.CIDR, postgresql.MACADDR(), postgresql.MACADDR8())


def ranges():
    _alter(postgresql.INT4RANGE(), postgresql.INT8RANGE(), postgresql.NUMRANGE(), postgresql.DATERANGE())
    _alter(postgresql.TSRANGE(), postgresql.TSTZRANGE(), postgresql.INT4MULTIRANGE(), postgresql.INT8MULTIRANGE())
    _alter(postgresql.NUMMULTIRANGE(), postgresql.DATEMULTIRANGE(), postgresql.TSMULTIRANGE(), postgresql.TSTZMULTIRANGE())


def others():
    _alter(postgresql.HSTORE(), postgresql.HSTORE(text_type=sa.Text()), postgresql.TSVECTOR(), postgresql.TSQUERY())
    _alter(postgresql.MONEY(), postgresql.OID(), postgresql.REGCLASS(), postgresql.REGCONFIG())
    _alter(postgresql.BIT(), postgresql.BIT(5), postgresql.BIT(5, varying=True), postgresql.BIT(varying=True))


def enums():
    _alter(sa.Enum("a", "b", name="e"), postgresql.ENUM("a", name="E", schema="s"), sa.Enum(name="e"))
    _alter(sa.Enum("long", "longest", native_enum=False), postgresql.ENUM(name="e", create_type=False))


def variants():
    _alter(sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), sa.Text().with_variant(sa.String(5), "mysql"))
    _alter(sa.Integer().with_variant(sa.BigInteger(), "postgresql", "sqlite"), postgresql.JSONB().with_variant(sa.JSON(), "sqlite"))


def wrapped():
    _alter(MutableDict.as_mutable(postgresql.JSONB()), sa.JSON().evaluates_none())


def from_other_modules():
    _alter(sa.types.Integer(), sa.types.String(5), sa.sql.sqltypes.Text(), postgresql.base.UUID())


class Money(sa.TypeDecorator):
    impl = sa.Numeric
    cache_ok = True

    def process_bind_param(self, value, dialect):
        return value / 100


class Moment(sa.types.TypeDecorator):
    impl = sa.DateTime(timezone=True)
    cache_ok = True


class Instant(Moment):
    pass


class Position(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **_kwargs):
        return "geometry"


class Key(sa.TypeDecorator):
    impl = postgresql.UUID
    cache_ok = True

    def __init__(self):
        super().__init__(as_uuid=False)


def types_of_the_project():
    op.create_table(
        "t",
        sa.Column("a", Money()),
        sa.Column("b", Money),
        sa.Column("c", Moment()),
        sa.Column("d", Instant, server_default=sa.text("now()")),
        sa.Column("e", Position()),
        sa.Column("f", Key(), nullable=False),
        sa.Column("g", postgresql.ARRAY(Key())),
        sa.Column("h", Money(10, 2)),
        sa.Column("i", Money(precision=7, asdecimal=False)),
    )
