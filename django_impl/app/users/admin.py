"""Accounts in the admin, and what its pages for all models have in common."""

import logging
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.admin.widgets import AdminTextareaWidget
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.http import HttpRequest
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.request import Request

from app.users.models import User
from app.users.throttling import AccountThrottle, AddressThrottle

logger = logging.getLogger(__name__)

# Permissions come from `is_staff` alone.
admin.site.unregister(Group)


class LoginForm(AdminAuthenticationForm):
    """Takes as many attempts as the API does."""

    request: HttpRequest

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            request = Request(self.request, [FormParser(), MultiPartParser()])
            throttles = [AccountThrottle(), AddressThrottle()]
            if [each for each in throttles if not each.allow_request(request)]:
                raise forms.ValidationError("Too many attempts. Please try again later.")
        return super().clean()


admin.site.login_form = LoginForm


class ExactTextField(forms.CharField):
    """Text with its white space; browsers send each line end as CRLF."""

    def to_python(self, value: Any) -> Any:
        text: Any = super().to_python(value)
        return text.replace("\r\n", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed((initial or "").replace("\r\n", "\n"), data)


class EditAdmin(admin.ModelAdmin):
    """Admin base class that saves through `Model.edit()`, as the API does.

    Who did what goes to the log of the process. An entry in the admin's own table would refer to
    the user, who could then not be deleted by a program that knows nothing of that table.
    """

    formfield_overrides: ClassVar = {
        models.CharField: {"form_class": ExactTextField, "strip": False},
        models.TextField: {"form_class": ExactTextField, "strip": False},
    }
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        stored: Any = self.model._default_manager.select_for_update().get(pk=obj.pk)
        changed = stored.edit({name: getattr(obj, name) for name in form.changed_data})
        self.log("changed", request, [obj] if changed else [])

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        """Called for every form; `save_model` knows whether anything changed, and logs that."""

    def log_deletions(self, request: HttpRequest, queryset: Iterable[models.Model]) -> Any:
        self.log("deleted", request, queryset)

    def log(self, verb: str, request: HttpRequest, rows: Iterable[models.Model]) -> None:
        if ids := ", ".join(str(row.pk) for row in rows):
            logger.info("user %s %s %s %s", request.user.pk, verb, self.opts.db_table, ids)


@admin.register(User)
class UserAdmin(EditAdmin):
    list_display = ("username", "email", "is_staff", "created_at")
    list_filter = ("is_staff", "created_at")
    search_fields = ("username", "email")
    ordering = ("-id",)
    readonly_fields = ("username", "created_at", "updated_at")
    fields = ("username", "email", "bio", "is_staff", *readonly_fields[1:])

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        self.delete_queryset(request, User.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[User]) -> None:
        """Lock the accounts before what belongs to them is deleted, as the API does."""
        with transaction.atomic():
            list(queryset.order_by("pk").select_for_update())
            super().delete_queryset(request, queryset)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **options: Any) -> Any:
        # An input of one line would lose the line ends.
        if db_field.name == "bio":
            options["widget"] = AdminTextareaWidget
        return super().formfield_for_dbfield(db_field, request, **options)
