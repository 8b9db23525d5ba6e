"""The demo's place in Django."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Offers the commands that fill a demo and tell how to sign in to it."""

    name = "demo"
    default_auto_field = "django.db.models.BigAutoField"
