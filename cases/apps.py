"""The cases' place in Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Loads the reactions, messages, figures and jobs that cases offer."""

    name = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what the kernel calls by name."""
        from importlib import import_module

        for module in (
            "cases.case.reactions",
            "cases.baton.reactions",
            "cases.baton.figures",
            "cases.case.mail",
            "cases.case.told",
            "cases.citizen.figures",
            "cases.coordinators.queries",
            "cases.citizen.numbers",
            "cases.emergency.deadlines",
            "cases.emergency.mail",
            "cases.handover.deadlines",
            "cases.handover.mail",
            "cases.handover.sums",
            "cases.consent.deadlines",
            "cases.plan.reactions",
            "cases.relay.helpers",
            "cases.relay.population",
            "cases.relay.report",
            "cases.relay.year",
            "cases.invariants",
        ):
            import_module(module)
