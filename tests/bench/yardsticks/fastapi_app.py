"""The textbook form in FastAPI: the same endpoints with `async def` and with `def`."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from fastapi_models import AsyncSessions, PageResponse, Sessions, newest
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

HELLO = {"message": "Hello, World!"}


async def get_async_session() -> AsyncIterator[AsyncSession]:
    async with AsyncSessions() as session:
        yield session


def get_session() -> Iterator[Session]:
    with Sessions() as session:
        yield session


AsyncSessionDep = Annotated[AsyncSession, Depends(get_async_session)]
SessionDep = Annotated[Session, Depends(get_session)]
app = FastAPI()


@app.get("/hello")
async def hello() -> dict[str, str]:
    return HELLO


@app.get("/sync/hello")
def hello_sync() -> dict[str, str]:
    return HELLO


@app.get("/posts", response_model=PageResponse)
async def list_posts(session: AsyncSessionDep) -> Any:
    return {"items": (await session.scalars(newest)).all()}


@app.get("/sync/posts", response_model=PageResponse)
def list_posts_sync(session: SessionDep) -> Any:
    return {"items": session.scalars(newest).all()}


@app.get("/wait")
async def wait() -> dict[str, str]:
    await asyncio.sleep(0.1)
    return HELLO


@app.get("/sync/wait")
def wait_sync() -> dict[str, str]:
    time.sleep(0.1)
    return HELLO


@app.get("/blocking/wait")
async def wait_blocking() -> dict[str, str]:
    time.sleep(0.1)  # noqa: ASYNC251 - what it costs is the question
    return HELLO
