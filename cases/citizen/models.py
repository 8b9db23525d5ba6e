"""A citizen, and how to reach them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from cases.citizen import cpr
from coordination.access import granted
from coordination.models import Recipient, User
from coordination.models.message import Channel, Stop


class CitizenQuerySet(models.QuerySet["Citizen"]):
    """Citizens in the phrases the code uses."""

    def visible_to(self, user: User) -> Self:
        """Keep those with a case this person may see."""
        case = self.model._meta.get_field("cases").related_model
        mine = case._default_manager.filter(granted(user), citizen=OuterRef("pk"))
        return self.filter(Exists(mine))

    def with_number(self, number: str) -> Self:
        """Keep the one with this CPR number."""
        return self.filter(cpr_index=cpr.blind_index(number))


class Citizen(models.Model):
    """The person the work is for."""

    name = models.CharField(_("name"), max_length=120)
    called = models.CharField(_("is called"), max_length=60, blank=True)
    cpr_sealed = models.BinaryField(null=True)
    cpr_index = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - none is not the same twice
    born_on = models.DateField(_("date of birth"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    address_protected = models.BooleanField(_("protected address"), default=False)
    channel = models.CharField(
        _("wants to be reached by"),
        max_length=20,
        choices=Channel.choices,
        blank=True,
    )
    language = models.CharField(_("language"), max_length=8, default="da")
    interpreter = models.BooleanField(_("needs an interpreter"), default=False)
    representative = models.CharField(
        _("representative or companion"), max_length=200, blank=True
    )
    stop = models.CharField(
        _("do not ask now"), max_length=20, choices=Stop.choices, blank=True
    )
    fictive = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    recipient = models.OneToOneField(Recipient, models.PROTECT)
    objects = CitizenQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["name"], name="citizen_by_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def known_as(self) -> str:
        """What to call the citizen to their face."""
        return self.called or self.name

    @property
    def cpr(self) -> str:
        """The number with its hyphen, or nothing."""
        if not self.cpr_sealed:
            return ""
        digits = cpr.unseal(bytes(self.cpr_sealed), self.recipient_id)
        return f"{digits[:6]}-{digits[6:]}"

    @property
    def cpr_masked(self) -> str:
        """The number as pages show it: the date, not the last four digits."""
        return f"{self.cpr[:6]}-••••" if self.cpr_sealed else ""

    def set_cpr(self, text: str) -> None:
        """Store a number, sealed; an empty text removes it."""
        digits = cpr.clean(text) if text else ""
        self.cpr_sealed = cpr.seal(digits, self.recipient_id) if digits else None
        self.cpr_index = cpr.blind_index(digits) if digits else None

    def age(self, on: date) -> int | None:
        """Whole years on a day, if the date of birth is known."""
        if not self.born_on:
            return None
        had_birthday = (on.month, on.day) >= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - (not had_birthday)


class Reveal(models.Model):
    """A look at something hidden of a citizen, and why it was needed."""

    class What(models.TextChoices):
        """What was shown."""

        ADDRESS = "address", _("The protected address")
        CPR = "cpr", _("The CPR number")

    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="reveals")
    what = models.CharField(max_length=10, choices=What.choices)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["-at"], name="reveal_by_time")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} · {self.citizen}"
