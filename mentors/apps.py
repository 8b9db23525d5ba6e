"""The mentors' place in Django."""

from django.apps import AppConfig


class MentorsConfig(AppConfig):
    """Loads what mentors offer."""

    name = "mentors"
    default_auto_field = "django.db.models.BigAutoField"
