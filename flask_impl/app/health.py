"""For load balancers and supervisors."""

from marshmallow import fields
from marshmallow.validate import OneOf
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from app.extensions import db
from app.fields import AnswerSchema
from app.openapi import Blueprint, documented
from app.users.models import User

HEALTHY = {"status": "ok"}

blp = Blueprint(
    "health",
    __name__,
    url_prefix="/health",
    description="For load balancers and supervisors.",
)
blp.problems = (400, 500)


class HealthSchema(AnswerSchema):
    status = fields.String(validate=OneOf(["ok"]))


@blp.get("/live")
@blp.response(200, HealthSchema)
def get_liveness() -> dict[str, str]:
    """Tell that the process answers."""
    return HEALTHY


@blp.get("/ready")
@blp.response(200, HealthSchema)
@documented(503)
def get_readiness() -> dict[str, str]:
    """Tell that the database answers."""
    try:
        db.session.execute(select(User.id).limit(1))
    except SQLAlchemyError:
        raise ServiceUnavailable(retry_after=1) from None
    return HEALTHY
