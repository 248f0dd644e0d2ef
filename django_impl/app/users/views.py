"""User and token endpoints."""

from django.db import transaction
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics, mixins, viewsets
from rest_framework.serializers import BaseSerializer

from app.auth import AuthenticatedRequest, lock_account
from app.openapi import LOCATION, example
from app.pagination import CollectionMixin, PageQuery
from app.users.models import Token, User
from app.users.serializers import (
    ProfileSerializer,
    PublicUserSerializer,
    RegistrationSerializer,
    TokenSerializer,
)

CREDENTIALS = {"username": "alice", "password": "a long enough password"}
EMAIL_CHANGE = {
    "email": "alice@wonderland.example",
    "current_password": CREDENTIALS["password"],
}


@extend_schema_view(
    create=extend_schema(
        "registerUser",
        summary="Register a user",
        parameters=[LOCATION],
        responses={201: RegistrationSerializer, 409: None},
        examples=[example({**CREDENTIALS, "email": "alice@example.com"})],
    ),
    list=extend_schema("listUsers", summary="List users", parameters=[PageQuery]),
    retrieve=extend_schema("getUser", summary="Show a user"),
)
class UserViewSet(
    CollectionMixin,
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[User],
):
    """Registration, and what everyone may see of users."""

    queryset = User.objects.all()
    authentication_classes = ()
    permission_classes = ()
    lookup_url_kwarg = "user_id"
    lookup_value_converter = "id"

    def get_serializer_class(self) -> type[BaseSerializer[User]]:
        return RegistrationSerializer if self.action == "create" else PublicUserSerializer


@extend_schema_view(
    get=extend_schema("getMe", summary="Show the caller's own account"),
    patch=extend_schema(
        "updateMe",
        summary="Change the caller's own account",
        responses={200: ProfileSerializer, 409: None},
        examples=[example(EMAIL_CHANGE)],
    ),
    delete=extend_schema("deleteMe", summary="Delete the caller's own account, posts and tokens"),
)
@method_decorator(cache_control(no_store=True), name="get")
class MeView(generics.RetrieveUpdateDestroyAPIView[User]):
    """The caller's own account."""

    request: AuthenticatedRequest
    serializer_class = ProfileSerializer
    http_method_names = ("get", "patch", "delete", "head", "options")

    def get_object(self) -> User:
        return self.request.user

    @transaction.atomic
    def perform_update(self, serializer: BaseSerializer[User]) -> None:
        lock_account(self.request)
        serializer.save()

    @transaction.atomic
    def perform_destroy(self, instance: User) -> None:
        lock_account(self.request)
        instance.delete()


@extend_schema_view(
    post=extend_schema(
        "createToken",
        summary="Log in",
        responses={201: TokenSerializer, 401: None},
        examples=[example(CREDENTIALS)],
    )
)
@method_decorator(cache_control(no_store=True), name="post")
class TokenView(generics.CreateAPIView[Token]):
    """Logging in."""

    authentication_classes = ()
    permission_classes = ()
    serializer_class = TokenSerializer


@extend_schema_view(delete=extend_schema("revokeToken", summary="Log out", responses={204: None}))
class CurrentTokenView(generics.DestroyAPIView[Token]):
    """Logging out."""

    request: AuthenticatedRequest

    def get_object(self) -> Token:
        return self.request.auth

    @transaction.atomic
    def perform_destroy(self, instance: Token) -> None:
        lock_account(self.request)
        instance.delete()
