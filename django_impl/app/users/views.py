"""Users and tokens over HTTP."""

from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import generics
from rest_framework.serializers import BaseSerializer

from app.auth import AuthenticatedRequest, locked_account
from app.openapi import LOCATION
from app.pagination import PageQuery
from app.users.models import Token, User
from app.users.serializers import (
    ProfileSerializer,
    PublicUserSerializer,
    RegistrationSerializer,
    TokenSerializer,
)
from app.views import CollectionView, PublicView, StrictView


@extend_schema_view(
    create=extend_schema(
        "registerUser",
        summary="Register a user.",
        parameters=[LOCATION],
        responses={201: RegistrationSerializer, 409: None},
    ),
    list=extend_schema("listUsers", summary="List users.", parameters=[PageQuery]),
    retrieve=extend_schema("getUser", summary="Show a user."),
)
class UserViewSet(PublicView, CollectionView):
    """Registration, and what everyone may see of users."""

    queryset = User.objects.all()
    lookup_url_kwarg = "user_id"

    def get_serializer_class(self) -> type[BaseSerializer[User]]:
        return RegistrationSerializer if self.action == "create" else PublicUserSerializer


@extend_schema_view(
    get=extend_schema("getMe", summary="Show the caller's own account."),
    patch=extend_schema(
        "updateMe",
        summary="Change the caller's own account.",
        responses={200: ProfileSerializer, 409: None},
    ),
    delete=extend_schema("deleteMe", summary="Delete the caller's own account, posts and tokens."),
)
@method_decorator(cache_control(no_store=True), name="get")
class MeView(StrictView, generics.RetrieveUpdateDestroyAPIView[User]):
    """The caller's own account."""

    request: AuthenticatedRequest
    serializer_class = ProfileSerializer

    def get_object(self) -> User:
        return self.request.user

    def perform_update(self, serializer: BaseSerializer[User]) -> None:
        with locked_account(self.request):
            serializer.save()

    def perform_destroy(self, instance: User) -> None:
        with locked_account(self.request):
            instance.delete()


@extend_schema_view(
    post=extend_schema(
        "createToken", summary="Log in.", responses={201: TokenSerializer, 401: None}
    )
)
@method_decorator(cache_control(no_store=True), name="post")
class TokenView(PublicView, generics.CreateAPIView[Token]):
    """Logging in."""

    serializer_class = TokenSerializer


@extend_schema_view(delete=extend_schema("revokeToken", summary="Log out.", responses={204: None}))
class CurrentTokenView(StrictView, generics.DestroyAPIView[Token]):
    """Logging out."""

    request: AuthenticatedRequest

    def get_object(self) -> Token:
        return self.request.auth

    def perform_destroy(self, instance: Token) -> None:
        with locked_account(self.request):
            instance.delete()
