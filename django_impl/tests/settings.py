"""The application's settings, with what a machine would supply: for pytest and mypy."""

import os

os.environ["SECRET_KEY"] = "only-for-tests"
os.environ["DATABASE_URL"] = "sqlite:///data.sqlite3"

from app.settings import *  # noqa: F403 - they read the environment when they are imported
