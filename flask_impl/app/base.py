"""What all tables share: their keys, their times and the names of their constraints."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, TypeAlias

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Identity,
    Integer,
    MetaData,
    Select,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

# A statement that reads rows of just the columns that are shown. What is only read is such a row;
# what is to be changed is an object.
Rows: TypeAlias = Select[*tuple[Any, ...]]


class UTCDateTime(TypeDecorator[datetime]):
    """A time in UTC, kept without its zone where the database has none (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


# SQLite generates keys for INTEGER alone, not for BIGINT.
Key = Annotated[
    int,
    mapped_column(BigInteger().with_variant(Integer, "sqlite"), Identity(), primary_key=True),
]


class Base(DeclarativeBase):
    """What all models share; constraints are named as PostgreSQL would name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "%(table_name)s_pkey",
            "uq": "%(table_name)s_%(column_0_N_name)s_key",
            "ix": "%(table_name)s_%(column_0_N_name)s_idx",
            "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
        }
    )
    type_annotation_map: ClassVar = {datetime: UTCDateTime}


class Entity(Base):
    """A row with an id."""

    __abstract__ = True

    id: Mapped[Key]


class Editable:
    """A row that knows when it was made and when it was last changed."""

    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    def edit(self, changes: Mapping[str, object]) -> list[str]:
        """Set what differs and return its names; where nothing does, no UPDATE follows."""
        changed = [name for name, new in changes.items() if getattr(self, name) != new]
        for name in changed:
            setattr(self, name, changes[name])
        if changed:
            self.updated_at = utc_now()
        return changed


# Without it, SQLite reuses the key of the newest row once that row is deleted.
NEVER_REUSE_KEYS = {"sqlite_autoincrement": True}


def utc_now() -> datetime:
    """The time that a row created or changed now carries."""
    return datetime.now(UTC)
