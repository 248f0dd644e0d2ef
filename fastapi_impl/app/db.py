"""The database in a request: rows to read, or a session to write with."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from typing import Annotated, Any, TypeVar

from fastapi import Depends, HTTPException, Request
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.base import Rows

Found = TypeVar("Found")
Params = Mapping[str, object]


async def fetch_all(
    reads: AsyncEngine, statement: Rows, params: Params
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a statement, read over a connection that is taken for it alone.

    A session would also track objects that nobody changes, for a sixth of the time of a read.
    """
    async with reads.connect() as connection:
        return (await connection.execute(statement, params)).all()


async def fetch_one(
    reads: AsyncEngine, row_class: Callable[..., Found], statement: Rows, params: Params
) -> Found | None:
    """The row of a statement that finds at most one."""
    rows = await fetch_all(reads, statement, params)
    return row_class(*rows[0]) if rows else None


def or_404(found: Found | None) -> Found:
    """What was found; 404 if nothing was."""
    if found is None:
        raise HTTPException(404)
    return found


async def get_reads(request: Request) -> AsyncEngine:
    """The engine to read from."""
    reads: AsyncEngine = request.app.state.reads
    return reads


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A session, for a request that writes; it is committed before the response leaves."""
    async with request.app.state.writes() as session:
        yield session
        await session.commit()


ReadsDep = Annotated[AsyncEngine, Depends(get_reads)]
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
