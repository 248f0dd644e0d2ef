"""Whether the process and its database answer, for load balancers and supervisors."""

from concurrent.futures import ThreadPoolExecutor

from marshmallow import fields
from marshmallow.validate import OneOf
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import ServiceUnavailable

from app.extensions import db
from app.fields import AnswerSchema
from app.openapi import Blueprint, documented
from app.users.models import User

HEALTHY = {"status": "ok"}

# A thread of its own: a statement has no time limit here, but waiting for a thread has one.
prober = ThreadPoolExecutor(max_workers=1, thread_name_prefix="readiness")

health = Blueprint("health", __name__, url_prefix="/health", description="For supervisors.")
health.problems = (400, 500)


class HealthSchema(AnswerSchema):
    status = fields.String(validate=OneOf(["ok"]))


@health.get("/live")
@health.response(200, HealthSchema)
def get_liveness() -> dict[str, str]:
    """Tell that the process answers."""
    return HEALTHY


@health.get("/ready")
@health.response(200, HealthSchema)
@documented(503)
def get_readiness() -> dict[str, str]:
    """Tell that the database answers, and does so soon."""
    try:
        prober.submit(read_users, db.engine).result(timeout=1.5)
    except (SQLAlchemyError, TimeoutError):
        raise ServiceUnavailable(retry_after=1) from None
    return HEALTHY


def read_users(engine: Engine) -> None:
    with engine.connect() as connection:
        connection.execute(select(User.id).limit(1))
