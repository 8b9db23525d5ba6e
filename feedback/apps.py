"""The feedback app."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Registers the reactions and periodic work of the feedback app."""

    name = "feedback"
