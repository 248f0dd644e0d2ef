"""Users and posts: a small API made of Flask, SQLAlchemy and marshmallow."""

from collections.abc import Mapping

from flask import Flask

from app import hooks, logs, openapi, parsers, problems
from app.config import read_settings
from app.extensions import db, migrate
from app.health import health as health_operations
from app.posts.views import posts as post_operations
from app.users.views import tokens as token_operations
from app.users.views import users as user_operations


def create_app(settings: Mapping[str, str] | None = None) -> Flask:
    """The application; settings given here win over the environment."""
    app = Flask(__name__, static_folder=None)
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.config.from_mapping(read_settings(settings or {}))
    logs.init_app(app)
    db.init_app(app)
    migrate.init_app(app, db, render_as_batch=True)
    parsers.init_app(app)
    hooks.init_app(app)
    openapi.init_app(app, user_operations, token_operations, post_operations, health_operations)
    problems.init_app(app)  # after flask-smorest has registered a handler of its own
    return app
