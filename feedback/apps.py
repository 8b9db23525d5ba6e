"""The feedback app's place in Django."""

from importlib import import_module

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    """Loads the reactions, messages and periodic jobs that feedback offers."""

    name = "feedback"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the kernel calls by name."""
        for module in (
            "feedback.instrument.checks",
            "feedback.interview.named",
            "feedback.language.offered",
            "feedback.invitation.reactions",
            "feedback.invitation.deadlines",
            "feedback.invitation.mail",
            "feedback.round.deadlines",
            "feedback.round.mail",
            "feedback.round.invariants",
            "feedback.answer.deadlines",
            "feedback.invariants",
        ):
            import_module(module)
