"""The people who work with Stafet."""

from functools import cached_property
from typing import Any, NamedTuple

from django.apps import apps
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import F, OuterRef
from django.db.models.functions import JSONObject, Now
from django.utils.translation import gettext_lazy as _

from coordination.models.organisation import (
    CASEWORK_ROLES,
    Department,
    Deputy,
    Membership,
    Role,
    in_force,
)


class Seat(NamedTuple):
    """One role in one department that a person has now."""

    department_id: int
    department_name: str
    role: str
    group_id: int


class UserManager(BaseUserManager["User"]):
    """Users, with or without what they may do."""

    def with_seats(self) -> models.QuerySet["User"]:
        """Load active users with their seats and whom they cover, in one query."""
        seats = Membership.objects.in_force().filter(user=OuterRef("pk"))
        covers = Deputy.objects.filter(in_force(), by=OuterRef("pk"))
        emergencies = apps.get_model("cases", "Involvement").objects.filter(
            person=OuterRef("pk"), kind="emergency", state="active", until__gt=Now()
        )
        return self.filter(is_active=True).annotate(
            _seats=ArraySubquery(
                seats.order_by("pk").values(
                    row=JSONObject(
                        department_id=F("department_id"),
                        department_name=F("department__name"),
                        role=F("role"),
                        group_id=F("group_id"),
                    )
                )
            ),
            _covers=ArraySubquery(covers.order_by("pk").values("absent_id")),
            _emergencies=ArraySubquery(emergencies.values("case_id")),
        )

    def create_user(self, username: str, password: str, **fields: Any) -> "User":
        """Create someone who can sign in."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A member of staff, or a mentor."""

    username = models.CharField(
        _("username"),
        max_length=60,
        unique=True,
        validators=[UnicodeUsernameValidator()],
    )
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    title = models.CharField(_("title"), max_length=80, blank=True)
    hours = models.CharField(_("phone hours"), max_length=120, blank=True)
    spoken = models.CharField(_("languages spoken"), max_length=120, blank=True)
    is_active = models.BooleanField(_("can sign in"), default=True)
    version = models.PositiveIntegerField(default=0, db_default=0)
    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """Return the name as the citizen knows it."""
        return self.name

    @cached_property
    def seats(self) -> list[Seat]:
        """The roles this person has now; loaded together with the user if asked."""
        rows = getattr(self, "_seats", None)
        if rows is None:
            loaded: Any = User.objects.with_seats().filter(pk=self.pk).first()
            rows = loaded._seats if loaded else []
        return [Seat(**row) for row in rows]

    @cached_property
    def covers(self) -> list[int]:
        """The ids of the colleagues this person stands in for now."""
        if hasattr(self, "_covers"):
            return list(self._covers)
        deputies = Deputy.objects.filter(in_force(), by=self)
        return list(deputies.values_list("absent_id", flat=True))

    @cached_property
    def emergencies(self) -> list[int]:
        """The cases this person opened in an emergency: to read now, not to change."""
        rows = getattr(self, "_emergencies", None)
        if rows is None:
            loaded: Any = User.objects.with_seats().filter(pk=self.pk).first()
            rows = loaded._emergencies if loaded else []
        return list(rows)

    @property
    def group_ids(self) -> list[int]:
        """The permission groups of this person's seats."""
        return [seat.group_id for seat in self.seats]

    @property
    def department_ids(self) -> list[int]:
        """The departments whose cases this person works with."""
        return [s.department_id for s in self.seats if s.role in CASEWORK_ROLES]

    def works_for(self, department: Department | int | None) -> bool:
        """Say whether this person does casework in the department now."""
        wanted = department.pk if isinstance(department, Department) else department
        return wanted in self.department_ids

    def has_role(self, *roles: Role, department: int | None = None) -> bool:
        """Say whether this person has one of the roles, there or anywhere."""
        return any(
            seat.role in roles and department in (None, seat.department_id)
            for seat in self.seats
        )

    def seat_for(self, department_id: int | None) -> Seat | None:
        """Return the seat this person acts from, the department's own first."""
        own = [s for s in self.seats if s.department_id == department_id]
        return next(iter(own or self.seats), None)
