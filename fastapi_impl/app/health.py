"""Whether the process and its database answer, for load balancers and supervisors."""

import asyncio
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.db import SessionDep
from app.openapi import documented
from app.problems import ProblemType, database_unavailable
from app.requests import StrictRoute
from app.users.models import User

router = APIRouter(
    prefix="/health",
    tags=["health"],
    route_class=StrictRoute,
    responses=documented(ProblemType.MALFORMED_REQUEST, ProblemType.INTERNAL_ERROR),
)


class Health(BaseModel, extra="forbid"):
    """All is well."""

    status: Literal["ok"]


@router.get("/live")
async def get_liveness() -> Health:
    """Tell that the process answers."""
    return Health(status="ok")


@router.get("/ready", responses=documented(ProblemType.UNAVAILABLE))
async def get_readiness(session: SessionDep) -> Health:
    """Tell that the database answers, and does so soon."""
    try:
        async with asyncio.timeout(1.5):
            await session.execute(select(User.id).limit(1))
    except (SQLAlchemyError, TimeoutError) as error:
        raise database_unavailable(error) from error
    return Health(status="ok")
