"""Health endpoints, for load balancers and supervisors."""

from flask import g
from marshmallow import fields
from marshmallow.validate import OneOf
from sqlalchemy import select

from app.extensions import db
from app.openapi import Blueprint
from app.schemas import ResponseSchema
from app.users.models import User

bp = Blueprint(
    "health",
    __name__,
    url_prefix="/health",
    description="For load balancers and supervisors.",
)


class HealthSchema(ResponseSchema):
    status = fields.String(validate=OneOf(["ok"]))


@bp.get("/live")
@bp.response(200, HealthSchema)
def get_liveness() -> dict[str, str]:
    """Check that the process is alive"""
    return {"status": "ok"}


@bp.get("/ready")
@bp.response(200, HealthSchema)
@bp.alt_response(503, "SERVICE_UNAVAILABLE")
def get_readiness() -> dict[str, str]:
    """Check that the database responds"""
    g.answer_seconds = 0.5
    db.session.execute(select(User.id).limit(1))
    return {"status": "ok"}
