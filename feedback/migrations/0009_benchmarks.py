"""Others' published figures are kept, with who brought them in."""

import django.db.models.deletion
import django_fsm
from django.conf import settings
from django.db import migrations, models

from coordination.guards import known_edges

EDGES = [("", "in_use"), ("in_use", "put_away")]


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0008_remarks_are_read"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Benchmark",
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
                ("title", models.CharField(max_length=60, verbose_name="title")),
                ("instrument", models.CharField(max_length=40)),
                ("content", models.JSONField()),
                ("brought_at", models.DateTimeField(null=True)),
                (
                    "state",
                    django_fsm.FSMField(
                        choices=[("in_use", "In use"), ("put_away", "Put away")],
                        default="new",
                        max_length=20,
                        protected=True,
                    ),
                ),
                (
                    "brought_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "in_use")),
                        fields=("title", "instrument"),
                        name="one_benchmark_of_a_name_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("brought_at__isnull", False),
                            ("state__in", ["in_use", "put_away"]),
                        ),
                        name="benchmark_state_is_known",
                    ),
                ],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        known_edges("feedback_benchmark", EDGES),
    ]
