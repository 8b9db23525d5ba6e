"""Notes pinned to the leaders' charts, and what the municipality aims for."""

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0009_benchmarks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Note",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                ("indicator", models.CharField(max_length=40)),
                ("month", models.DateField()),
                (
                    "what",
                    models.CharField(max_length=500, verbose_name="what did you do?"),
                ),
                ("pinned_at", models.DateTimeField(null=True)),
                ("rebased_at", models.DateTimeField(null=True)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[
                            ("pinned", "Pinned"),
                            ("rebased", "The chart begins anew"),
                            ("taken_back", "Taken back"),
                        ],
                        default="new",
                        max_length=20,
                        protected=True,
                    ),
                ),
                (
                    "pinned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rebased_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["month", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["pinned", "rebased", "taken_back"])
                        ),
                        name="note_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)),
                        name="note_is_pinned_to_a_whole_month",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "rebased")),
                        fields=("indicator", "month"),
                        name="one_phase_of_a_chart_begins_in_a_month",
                    ),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("indicator", models.CharField(max_length=40, unique=True)),
                ("value", models.DecimalField(decimal_places=2, max_digits=6)),
                ("set_at", models.DateTimeField()),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["indicator"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)),
                        name="target_is_not_below_nought",
                    )
                ],
            },
        ),
    ]
