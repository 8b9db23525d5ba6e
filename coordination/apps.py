"""The kernel's place in Django."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """Loads what must be registered before the first request."""

    name = "coordination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register checks, the broker, reactions and jobs, and what fields say."""
        # the unused names are of modules that register themselves as they are read
        from coordination import celery, checks, forms, schema  # noqa: F401
        from coordination.administration.people import mail  # noqa: F401
        from coordination.administration.seats import deadlines  # noqa: F401
        from coordination.administration.seats import mail as seats_mail  # noqa: F401
        from coordination.api import errors, sentences
        from coordination.audit import seal  # noqa: F401
        from coordination.messages import post  # noqa: F401

        forms.speak_plainly()
        sentences.speak_plainly()
        errors.name_no_options()
