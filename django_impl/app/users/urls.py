from django.urls import path
from rest_framework.routers import SimpleRouter

from app.users.views import CurrentTokenView, MeView, TokenView, UserViewSet

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("users", UserViewSet, basename="user")

urlpatterns = [
    path("users/me", MeView.as_view()),
    path("tokens", TokenView.as_view()),
    path("tokens/current", CurrentTokenView.as_view()),
    *router.urls,
]
