"""Addresses under /api/: version 1 noun by noun, its schema, its documentation."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path, re_path
from drf_spectacular.views import SpectacularJSONAPIView

from coordination.api.directory import urlpatterns as directory
from coordination.api.docs import docs
from coordination.api.errors import Unknown

APPS = ["cases.api_urls", "mentors.api_urls", "feedback.api_urls"]

version_1: list[URLPattern | URLResolver] = [
    *directory,
    *(path("", include(app)) for app in APPS if find_spec(app)),
]

urlpatterns = [
    path("v1/", include(version_1)),
    path("schema/", SpectacularJSONAPIView.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
    re_path("", Unknown.as_view()),
]
