"""Health endpoints, for load balancers and supervisors."""

import asyncio
from typing import Literal

from fastapi import APIRouter, HTTPException
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.db import SessionDep
from app.fields import ResponseModel
from app.problems import RETRY_AFTER, problems
from app.users.models import User

router = APIRouter(prefix="/health", tags=["health"])


class HealthResponse(ResponseModel):
    """The service is up."""

    status: Literal["ok"]


@router.get("/live")
async def get_liveness() -> HealthResponse:
    """Check that the process is alive."""
    return HealthResponse(status="ok")


@router.get("/ready", responses=problems(503))
async def get_readiness(session: SessionDep) -> HealthResponse:
    """Check that the database responds."""
    try:
        async with asyncio.timeout(1.5):
            await session.execute(select(User.id).limit(1))
    except (SQLAlchemyError, TimeoutError) as error:
        raise HTTPException(503, headers=RETRY_AFTER) from error
    return HealthResponse(status="ok")
