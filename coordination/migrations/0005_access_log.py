"""The access log is found by day and by case, and its last check is kept."""

from django.contrib.postgres.indexes import BrinIndex, GinIndex
from django.db import migrations, models
from django.db.models.functions import Now

from coordination.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("coordination", "0004_planned_ends_of_seats")]
    operations = [
        migrations.CreateModel(
            "SealCheck",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("at", models.DateTimeField(db_default=Now())),
                ("sealed", models.PositiveBigIntegerField()),
                ("head", models.CharField(blank=True, max_length=64)),
                ("fault", models.CharField(blank=True, max_length=300)),
            ],
        ),
        append_only("coordination_sealcheck"),
        migrations.AddIndex("event", BrinIndex(fields=["at"], name="event_by_day")),
        migrations.AddIndex(
            "event",
            GinIndex(
                fields=["facts"],
                opclasses=["jsonb_path_ops"],
                condition=models.Q(purpose="list"),
                name="event_list_of_cases",
            ),
        ),
    ]
