"""Addresses of what only the demo has."""

from django.urls import path

from coordination import demo_post

urlpatterns = [
    path("", demo_post.index, name="demo-post"),
    path("<int:number>/", demo_post.one, name="demo-post-one"),
    path("<int:number>.pdf", demo_post.letter, name="demo-post-letter"),
]
