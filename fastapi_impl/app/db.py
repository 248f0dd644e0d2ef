"""The database in a request: a connection to read from, or a session to write with."""

from collections.abc import AsyncIterator
from typing import Annotated, TypeVarTuple

from fastapi import Depends, HTTPException, Request
from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

Columns = TypeVarTuple("Columns")


async def get_or_404(
    database: AsyncConnection | AsyncSession, statement: Select[*Columns], **params: int | None
) -> Row[*Columns]:
    """The row that a statement finds; 404 if there is none."""
    row = (await database.execute(statement, params)).first()
    if row is None:
        raise HTTPException(404)
    return row


async def get_connection(request: Request) -> AsyncIterator[AsyncConnection]:
    """A connection in autocommit, for a request that only reads.

    A session would keep track of objects that nobody changes: it takes a sixth more of the time.
    """
    async with request.app.state.reads.connect() as connection:
        yield connection


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """A session, for a request that writes; it is committed before the response leaves."""
    async with request.app.state.writes() as session:
        yield session
        await session.commit()


ConnectionDep = Annotated[AsyncConnection, Depends(get_connection, scope="function")]
SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
