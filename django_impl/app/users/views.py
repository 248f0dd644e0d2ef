"""User and token endpoints."""

from django.db import transaction
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import generics, mixins, viewsets
from rest_framework.request import Request
from rest_framework.serializers import BaseSerializer

from app.auth import AuthenticatedRequest, lock_account
from app.openapi import BODY, LOCATION, problems
from app.pagination import PageQuery
from app.users.models import Token, User
from app.users.serializers import (
    MeSerializer,
    TokenSerializer,
    UserCreateSerializer,
    UserSerializer,
)
from app.users.throttling import AccountThrottle, AddressThrottle
from app.views import CollectionMixin, JSONBodyMixin, LockedWritesMixin, PublicMixin

LOGIN = {"username": "alice", "password": "a long enough password"}
NEW_USER = LOGIN | {"email": "alice@example.com", "bio": "Down the rabbit hole."}


def example(value: dict[str, str]) -> list[OpenApiExample]:
    """A request body that is accepted as it stands."""
    return [OpenApiExample("Request", value, request_only=True)]


@extend_schema_view(
    create=extend_schema(
        "registerUser",
        summary="Register a user",
        parameters=[LOCATION],
        examples=example(NEW_USER),
        responses={201: UserCreateSerializer, **BODY, **problems(409, 503)},
    ),
    list=extend_schema(
        "listUsers",
        summary="List users",
        parameters=[PageQuery],
        responses={200: UserSerializer(many=True), **problems(422, 503)},
    ),
    retrieve=extend_schema(
        "getUser",
        summary="Show a user",
        responses={200: UserSerializer, **problems(404, 503)},
    ),
)
class UserViewSet(
    PublicMixin,
    CollectionMixin,
    mixins.CreateModelMixin,
    mixins.ListModelMixin,
    mixins.RetrieveModelMixin,
    viewsets.GenericViewSet[User],
):
    """Registration, and what everyone may see of users."""

    queryset = User.objects.values_list(*UserSerializer.Meta.fields, named=True)
    lookup_url_kwarg = "user_id"

    def get_serializer_class(self) -> type[BaseSerializer[User]]:
        return UserCreateSerializer if self.action == "create" else UserSerializer


@extend_schema_view(
    get=extend_schema(
        "getMe",
        summary="Show the caller's own account",
        responses={200: MeSerializer, **problems(401, 503)},
    ),
    patch=extend_schema(
        "updateMe",
        summary="Change the caller's own account",
        examples=example({"bio": "Through the looking-glass."}),
        responses={200: MeSerializer, **BODY, **problems(401, 409, 503)},
    ),
    delete=extend_schema(
        "deleteMe",
        summary="Delete the caller's own account, posts and tokens",
        responses={204: None, **problems(401, 503)},
    ),
)
@method_decorator(cache_control(no_store=True), name="get")
class MeView(JSONBodyMixin, generics.RetrieveUpdateDestroyAPIView[User]):
    """The caller's own account."""

    request: AuthenticatedRequest
    serializer_class = MeSerializer

    def get_object(self) -> User:
        return self.request.user

    def perform_update(self, serializer: BaseSerializer[User]) -> None:
        with transaction.atomic():
            lock_account(self.request)
            self.request.user.refresh_from_db()  # it may have changed before it was locked
            serializer.save()

    def perform_destroy(self, instance: User) -> None:
        with transaction.atomic():
            lock_account(self.request)
            instance.delete()


@extend_schema_view(
    post=extend_schema(
        "createToken",
        summary="Log in",
        examples=example(LOGIN),
        responses={201: TokenSerializer, **BODY, **problems(401, 429, 503)},
    )
)
@method_decorator(cache_control(no_store=True), name="post")
class TokenView(PublicMixin, generics.CreateAPIView[Token]):
    """Logging in."""

    serializer_class = TokenSerializer
    throttle_classes = (AccountThrottle, AddressThrottle)

    def check_throttles(self, request: Request) -> None:
        """Left to `perform_create`, as only an attempt that is well-formed counts."""

    def perform_create(self, serializer: BaseSerializer[Token]) -> None:
        super().check_throttles(self.request)
        serializer.save()


@extend_schema_view(
    delete=extend_schema(
        "revokeToken", summary="Log out", responses={204: None, **problems(401, 503)}
    )
)
class CurrentTokenView(LockedWritesMixin, JSONBodyMixin, generics.DestroyAPIView[Token]):
    """Logging out."""

    request: AuthenticatedRequest

    def get_object(self) -> Token:
        return self.request.auth
