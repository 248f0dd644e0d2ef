"""Health endpoints, for load balancers and supervisors."""

import asyncio
from typing import Literal

from fastapi import APIRouter, Request
from sqlalchemy import select

from app.connections import answer_seconds
from app.openapi import problems
from app.schemas import ResponseModel
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
async def get_readiness(request: Request) -> HealthResponse:
    """Check that the database responds."""
    answer_seconds.set(0.5)
    async with asyncio.timeout(2.5), request.app.state.probes.connect() as connection:
        await connection.execute(select(User.id).limit(1))
    return HealthResponse(status="ok")
