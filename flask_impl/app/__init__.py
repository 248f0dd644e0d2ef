"""The application: a small API made of Flask, flask-smorest, SQLAlchemy and marshmallow."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app import connections, health, hooks, logs, problems
from app.extensions import api, cors, db, migrate
from app.posts.views import bp as posts_bp
from app.schemas import IdConverter
from app.users.views import tokens_bp, users_bp


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Create the application; `config` wins over the settings of `app/config.py`."""
    app = Flask(__name__, static_folder=None)
    app.config.from_object("app.config")
    app.config.from_mapping(config)
    app.url_map.converters["id"] = IdConverter
    if proxies := app.config["TRUSTED_PROXY_COUNT"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies)

    logs.init_app(app)
    hooks.init_app(app)
    problems.init_app(app)
    connections.init_app(app)
    migrate.init_app(app, db)
    if app.config["CORS_ORIGINS"]:
        cors.init_app(app)
    api.init_app(app)

    api.register_blueprint(users_bp)
    api.register_blueprint(tokens_bp)
    api.register_blueprint(posts_bp)
    api.register_blueprint(health.bp)
    return app
