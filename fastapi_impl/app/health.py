"""Whether the process and its database answer, for load balancers and supervisors."""

import asyncio
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.db import SessionDep
from app.openapi import problems
from app.problems import unavailable
from app.users.models import User

health = APIRouter(prefix="/health", tags=["health"])


class Health(BaseModel, extra="forbid"):
    """All is well."""

    status: Literal["ok"]


@health.get("/live")
async def get_liveness() -> Health:
    """Tell that the process answers."""
    return Health(status="ok")


@health.get("/ready", responses=problems(503))
async def get_readiness(session: SessionDep) -> Health:
    """Tell that the database answers, and does so soon."""
    try:
        async with asyncio.timeout(1.5):
            await session.execute(select(User.id).limit(1))
    except (SQLAlchemyError, TimeoutError) as error:
        raise unavailable(error) from error
    return Health(status="ok")
