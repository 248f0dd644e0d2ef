"""Accounts in the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import Group
from django.db import models
from django.http import HttpRequest

from app.admin import EditAdmin
from app.users.models import User

# Permissions come from `is_staff` alone.
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(EditAdmin):
    list_display = ("username", "email", "is_staff", "created_at")
    list_filter = ("is_staff", "created_at")
    search_fields = ("username", "email")
    ordering = ("-id",)
    readonly_fields = ("username", "created_at", "updated_at")
    fields = ("username", "email", "bio", "is_staff", *readonly_fields[1:])

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        # An input of one line would lose the line ends.
        if db_field.name == "bio":
            options["widget"] = AdminTextareaWidget
        return super().formfield_for_dbfield(db_field, request, **options)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[User]) -> None:
        for user in queryset:
            user.delete()
