"""The textbook form in Flask, Flask-SQLAlchemy and marshmallow: one file, nothing around it."""

import os
import time
from datetime import datetime
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema, fields
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"].replace(
    "postgresql:", "postgresql+psycopg:"
)
db = SQLAlchemy(app, model_class=Base)


class User(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str]


class Post(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "posts"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey(User.id))
    title: Mapped[str]
    body: Mapped[str]
    status: Mapped[str]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    author: Mapped[User] = relationship()


class AuthorSchema(Schema):
    id = fields.Integer()
    username = fields.String()


class PostSchema(Schema):
    id = fields.Integer()
    title = fields.String()
    body = fields.String()
    status = fields.String()
    author = fields.Nested(AuthorSchema)
    created_at = fields.DateTime()
    updated_at = fields.DateTime()
    published_at = fields.DateTime()


posts = PostSchema(many=True)
newest = (
    select(Post)
    .options(joinedload(Post.author))
    .where(Post.status == "published")
    .order_by(Post.id.desc())
    .limit(20)
)


@app.get("/hello")
def hello() -> dict[str, str]:
    return {"message": "Hello, World!"}


@app.get("/wait")
def wait() -> dict[str, str]:
    time.sleep(0.1)
    return {"message": "Hello, World!"}


@app.get("/posts")
def list_posts() -> dict[str, Any]:
    return {"items": posts.dump(db.session.scalars(newest).all())}
