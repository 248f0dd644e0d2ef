from rest_framework.routers import SimpleRouter

from app.posts.views import PostViewSet

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("posts", PostViewSet, basename="post")

urlpatterns = router.urls
