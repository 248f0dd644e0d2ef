"""The database in a request: rows to read, or a session to write with."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any, Literal, TypeVar

from fastapi import Depends, HTTPException, Request
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.base import Rows
from app.connections import POOL_SIZES

Found = TypeVar("Found")
Params = Mapping[str, object]

WAIT_SECONDS = 3  # a request with a token waits twice: its caller is a read too


class ReadSemaphore(asyncio.Semaphore):
    """Served in order, like every semaphore of asyncio, but waited for no longer than a limit."""

    async def acquire(self) -> Literal[True]:
        with suppress(TimeoutError):
            async with asyncio.timeout(WAIT_SECONDS):
                return await super().acquire()
        raise TimeoutError("others took all connections for reads")


class Reads:
    """The engine to read from, and a semaphore that counts its connections.

    The pool alone is not fair: it may serve newcomers while others wait for seconds.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self.engine = engine
        self.semaphore = ReadSemaphore(POOL_SIZES[engine.dialect.name]["read"])


async def fetch_all(
    reads: Reads, statement: Rows, params: Params
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a statement, read over a connection that is taken for it alone.

    A session would also track objects that nobody changes, for a sixth of the time of a read.
    """
    async with reads.semaphore, reads.engine.connect() as connection:
        return (await connection.execute(statement, params)).all()


async def fetch_one(
    reads: Reads, row_class: Callable[..., Found], statement: Rows, params: Params
) -> Found | None:
    """The row of a statement that finds at most one."""
    rows = await fetch_all(reads, statement, params)
    return row_class(*rows[0]) if rows else None


def or_404(found: Found | None) -> Found:
    """What was found; 404 if nothing was."""
    if found is None:
        raise HTTPException(404)
    return found


async def get_reads(request: Request) -> Reads:
    """The engine to read from, with its semaphore."""
    reads: Reads = request.app.state.reads
    return reads


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A session, for a request that writes; it is committed before the response leaves."""
    async with request.app.state.writes() as session:
        yield session
        await session.commit()


ReadsDep = Annotated[Reads, Depends(get_reads)]
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
