"""The session of a request, which reads or writes."""

from collections.abc import AsyncIterator
from typing import Annotated, TypeVarTuple

from fastapi import Depends, HTTPException, Request
from sqlalchemy import Row, Select
from sqlalchemy.ext.asyncio import AsyncSession

Columns = TypeVarTuple("Columns")

SAFE_METHODS = {"GET", "HEAD"}


async def get_or_404(
    session: AsyncSession, statement: Select[*Columns], **params: int | None
) -> Row[*Columns]:
    """The row that a statement finds; 404 if there is none."""
    row = (await session.execute(statement, params)).first()
    if row is None:
        raise HTTPException(404)
    return row


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    """The session of a request; what it writes is committed before the response leaves.

    GET and HEAD have an engine of their own, in autocommit: they must not write.
    """
    if request.method in SAFE_METHODS:
        async with request.app.state.reads() as session:
            yield session
    else:
        async with request.app.state.writes() as session:
            yield session
            await session.commit()


SessionDep = Annotated[AsyncSession, Depends(get_session, scope="function")]
