"""The words for where a handover is, what set it off, and how it went on."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where the baton is on its way."""

    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", _("Accepted")
    COMPLETED = "completed", _("Completed")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed without an answer")


class Origin(models.TextChoices):
    """What set the handover off."""

    OFFER = "offer", _("Offered")
    LAST_CONTACT = "last_contact", _("By the last-contact rule")
    IMPORTED = "imported", _("Imported")


class DeclineCode(models.TextChoices):
    """Why a department does not take the baton."""

    NOT_OURS = "not_ours", _("It is not our task")
    NO_CAPACITY = "no_capacity", _("We have no capacity now")
    MISSING = "missing", _("Something important is missing in the charter")
    CITIZEN = "citizen", _("The citizen does not want it")
    OTHER = "other", _("Another reason")


class Reached(models.TextChoices):
    """Who was told that an offer has waited too long."""

    LEADER = "leader", _("The leader was told")
    COORDINATOR = "coordinator", _("The coordinator was told")
    GIVERS_LEADER = "givers_leader", _("The giver's leader was told")
    ANOTHER_LEADER = "another_leader", _("Another department's leader was told")
    HOLDER = "holder", _("There is no leader to tell")
