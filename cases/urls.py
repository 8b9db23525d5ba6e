"""Addresses of the case pages, one module for each noun."""

from importlib import import_module

from django.urls import include, path

NOUNS = [
    "cases.worklist.urls",
    "cases.case.urls",
    "cases.case.step_urls",
    "cases.citizen.urls",
    "cases.charter.urls",
    "cases.contact.urls",
    "cases.plan.urls",
    "cases.handover.urls",
    "cases.involvement.urls",
    "cases.consent.urls",
]


def exists(module: str) -> bool:
    """Say whether a module can be imported."""
    try:
        import_module(module)
    except ImportError:
        return False
    return True


urlpatterns = [path("", include(noun)) for noun in NOUNS if exists(noun)]
