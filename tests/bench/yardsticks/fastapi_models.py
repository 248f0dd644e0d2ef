"""Tables, engines and responses of the textbook form in FastAPI."""

import os
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from sqlalchemy import ForeignKey, create_engine, select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    joinedload,
    mapped_column,
    relationship,
    sessionmaker,
)

URL = os.environ["DATABASE_URL"]
# The drivers to compare, each with and without async; SQLite has one of each kind.
ASYNC_DRIVER = os.environ.get("ASYNC_DRIVER", "psycopg")
POOL = {"pool_size": int(os.environ.get("POOL_SIZE", "15")), "max_overflow": 0}
# As many as FastAPI has threads: each may hold one while it waits for a thread to go on in.
SYNC_POOL = {
    "pool_size": int(os.environ.get("SYNC_POOL_SIZE", "40")),
    "max_overflow": 0,
    "pool_timeout": float(os.environ.get("SYNC_POOL_TIMEOUT", "30")),
}

async_url = URL.replace("postgresql:", f"postgresql+{ASYNC_DRIVER}:")
async_url = async_url.replace("sqlite:", "sqlite+aiosqlite:")
engine = create_engine(URL.replace("postgresql:", "postgresql+psycopg:"), **SYNC_POOL)
AsyncSessions = async_sessionmaker(create_async_engine(async_url, **POOL), expire_on_commit=False)
Sessions = sessionmaker(engine, expire_on_commit=False)


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]


class Post(Base):
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    title: Mapped[str]
    body: Mapped[str]
    status: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    author: Mapped[User] = relationship()


class AuthorResponse(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    username: str


class PostResponse(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: int
    title: str
    body: str
    status: str
    author: AuthorResponse
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None


class PageResponse(BaseModel):
    items: list[PostResponse]


newest = (
    select(Post)
    .options(joinedload(Post.author))
    .where(Post.status == "published")
    .order_by(Post.id.desc())
    .limit(20)
)
