"""The textbook form in Django and REST framework: model serializers, nothing around them."""

import os
import time
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, JsonResponse
from django.urls import path
from psycopg.conninfo import conninfo_to_dict

URL = os.environ["DATABASE_URL"]
DATABASE = {"NAME": urlsplit(URL).path[1:], "CONN_MAX_AGE": None}
if URL.startswith("postgresql"):
    DATABASE |= {"ENGINE": "django.db.backends.postgresql", "OPTIONS": conninfo_to_dict(URL)}
else:
    DATABASE |= {"ENGINE": "django.db.backends.sqlite3"}
settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    DATABASES={"default": DATABASE},
    INSTALLED_APPS=["rest_framework"],
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
    ROOT_URLCONF=__name__,
    SECRET_KEY="only-for-the-benchmark",
    USE_TZ=True,
)
django.setup()

# The settings must stand before this can be imported.
from rest_framework.generics import ListAPIView  # noqa: E402
from rest_framework.pagination import CursorPagination  # noqa: E402
from rest_framework.serializers import ModelSerializer  # noqa: E402


class User(models.Model):
    id = models.BigAutoField(primary_key=True)
    username = models.CharField(max_length=30)

    class Meta:
        app_label = "yardstick"
        db_table = "users"
        managed = False

    def __str__(self) -> str:
        return self.username


class Post(models.Model):
    id = models.BigAutoField(primary_key=True)
    author = models.ForeignKey(User, models.CASCADE)
    title = models.CharField(max_length=200)
    body = models.TextField()
    status = models.CharField(max_length=9)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "yardstick"
        db_table = "posts"
        managed = False

    def __str__(self) -> str:
        return self.title


class AuthorSerializer(ModelSerializer[User]):
    class Meta:
        model = User
        fields = ("id", "username")


class PostSerializer(ModelSerializer[Post]):
    author = AuthorSerializer()

    class Meta:
        model = Post
        fields = (
            *("id", "title", "body", "status", "author"),
            *("created_at", "updated_at", "published_at"),
        )


class Newest(CursorPagination):
    page_size = 20
    ordering = "-id"


class PostList(ListAPIView[Post]):
    queryset = Post.objects.filter(status="published").select_related("author")
    serializer_class = PostSerializer
    pagination_class = Newest


def hello(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"message": "Hello, World!"})


def wait(request: HttpRequest) -> JsonResponse:
    time.sleep(0.1)
    return JsonResponse({"message": "Hello, World!"})


urlpatterns = [
    path("hello", hello),
    path("wait", wait),
    path("posts", PostList.as_view()),
]
app = get_wsgi_application()
