"""Posts in the admin."""

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from app.posts.models import Post
from app.users.admin import EditAdmin


@admin.register(Post)
class PostAdmin(EditAdmin):
    list_display = ("title", "author", "status", "version", "created_at", "published_at")
    list_filter = ("status", "created_at")
    list_select_related = ("author",)
    search_fields = ("title", "author__username")
    ordering = ("-id",)
    readonly_fields = ("author", "version", "created_at", "updated_at", "published_at")
    fields = ("title", "body", "status", *readonly_fields)
    actions = ("publish", "unpublish")

    @admin.action(description="Publish the selected posts")
    def publish(self, request: HttpRequest, posts: QuerySet[Post]) -> None:
        self.set_status(request, posts, Post.Status.PUBLISHED)

    @admin.action(description="Send the selected posts back to draft")
    def unpublish(self, request: HttpRequest, posts: QuerySet[Post]) -> None:
        self.set_status(request, posts, Post.Status.DRAFT)

    def set_status(self, request: HttpRequest, posts: QuerySet[Post], status: str) -> None:
        with transaction.atomic():
            locked = posts.order_by("pk").select_for_update(of=("self",))
            changed = [post for post in locked if post.edit({"status": status})]
        self.log(f"set to {status}", request, changed)
        self.message_user(request, f"Posts changed: {len(changed)}.")
