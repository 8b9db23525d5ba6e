"""The mentors' place in Django."""

from importlib import import_module

from django.apps import AppConfig


class MentorsConfig(AppConfig):
    """Loads the reactions, messages and jobs that mentors offer."""

    name = "mentors"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the kernel calls by name."""
        for module in (
            "mentors.mentorship.reactions",
            "mentors.mentorship.deadlines",
            "mentors.mentorship.mail",
            "mentors.mentorship.told",
            "mentors.mentorship.missing",
            "mentors.outing.deadlines",
            "mentors.outing.invariants",
            "mentors.outing.mail",
            "mentors.planned.reactions",
            "mentors.feed.reactions",
            "mentors.sealed.intake",
            "mentors.sealed.unsent",
            "mentors.visit.last_contact",
            "mentors.visit.told",
            "mentors.invariants",
        ):
            import_module(module)
