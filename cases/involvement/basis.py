"""Which right a department has to know: one question, asked wherever one joins."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.case.models import Case
from cases.consent.models import Consent
from cases.involvement.models import Basis
from coordination.formats import day
from coordination.forms import VersionedForm, field_of
from coordination.models import Department

BY_CONSENT = "consent:"


def sharing_consents(case: Case) -> list[Consent]:
    """Return the consents in force under which departments may share, newest first."""
    found = Consent.objects.in_force().filter(case=case, kind=Consent.Kind.SHARING)
    return list(found.prefetch_related("departments"))


def name_consent(consent: Consent) -> str:
    """Say what a consent is for, whom it covers, and until when."""
    covered = ", ".join(department.name for department in consent.departments.all())
    named = _("The citizen's consent: %(purpose)s (%(departments)s)") % {
        "purpose": consent.purpose,
        "departments": covered,
    }
    if consent.until is None:
        return named
    return _("%(consent)s, until %(day)s") % {
        "consent": named,
        "day": day(consent.holds_until),
    }


class BasisForm(VersionedForm):
    """Asks for the basis: one of the citizen's consents, a provision, a necessity.

    Whoever declares such a form says with `offer_consents` whom a consent must cover.
    """

    depends = ("basis", "basis_text")

    basis = forms.ChoiceField(
        label=gettext_lazy("On what basis may the department know?"),
        widget=forms.RadioSelect,
        required=False,
    )
    basis_text = forms.CharField(
        label=gettext_lazy("Provision or reason"),
        help_text=gettext_lazy(
            "For example the section of the act, or why the work cannot be done"
            " otherwise. Not needed with a consent."
        ),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, consents: Iterable[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consents = {consent.pk: consent for consent in consents}

    def offer_consents(self, may_join: Callable[[Department], bool]) -> None:
        """Let a consent be chosen that covers a department which may join.

        One that was sent stays to be seen, so that the sentence about it can be read.
        """
        sent = self["basis"].value()
        given = [
            (f"{BY_CONSENT}{pk}", name_consent(consent))
            for pk, consent in self.consents.items()
            if any(map(may_join, consent.departments.all()))
            or sent == f"{BY_CONSENT}{pk}"
        ]
        stated = [(kind.value, kind.label) for kind in (Basis.STATUTE, Basis.NECESSITY)]
        field_of(self, "basis", forms.ChoiceField).choices = [*given, *stated]

    def read_basis(self, department: Department) -> dict[str, Any]:
        """Return the basis as the actions take it; note on the form what is missing."""
        chosen = self.cleaned_data.get("basis", "")
        text = self.cleaned_data.get("basis_text", "")
        if not chosen:
            self.add_error(
                "basis", _("Choose on what basis the department may know of the case.")
            )
            return {}
        if not chosen.startswith(BY_CONSENT):
            if not text:
                self.add_error("basis_text", _("Write the provision or the reason."))
            return {"basis": chosen, "basis_text": text, "consent": None}
        consent = self.consents[int(chosen.removeprefix(BY_CONSENT))]
        if department not in consent.departments.all():
            self.add_error(
                "basis",
                _(
                    "This consent does not cover %(department)s. Ask the citizen, or"
                    " state another basis."
                )
                % {"department": department},
            )
        return {"basis": Basis.CONSENT.value, "basis_text": "", "consent": consent}
