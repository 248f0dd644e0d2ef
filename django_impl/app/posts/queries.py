"""What is read of posts."""

from datetime import datetime
from typing import NamedTuple, cast

from django.db.models import QuerySet

from app.posts.models import Post


class PostRow(NamedTuple):
    """What is shown of a post, and the version for its entity-tag."""

    id: int
    title: str
    body: str
    status: str
    author_id: int
    author__username: str
    created_at: datetime
    updated_at: datetime
    published_at: datetime | None
    version: int


# Rows, as nobody changes what is only read. Django makes a named tuple of these names; `PostRow`
# says their types.
listed_posts = cast("QuerySet[Post]", Post.objects.values_list(*PostRow._fields, named=True))
