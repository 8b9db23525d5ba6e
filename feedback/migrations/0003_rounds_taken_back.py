"""A round that was brought in can be taken back: its figures are shown no more."""

import django_fsm
from django.db import migrations, models

from coordination.guards import further_edges


class Migration(migrations.Migration):
    dependencies = [("feedback", "0002_guards")]
    operations = [
        migrations.AlterField(
            model_name="round",
            name="state",
            field=django_fsm.FSMField(
                choices=[
                    ("draft", "Being prepared"),
                    ("open", "Open"),
                    ("closed", "Closed"),
                    ("called_off", "Called off"),
                    ("taken_back", "Taken back"),
                ],
                default="new",
                max_length=20,
                protected=True,
            ),
        ),
        migrations.RemoveConstraint("round", "round_state_is_known"),
        migrations.AddConstraint(
            "round",
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["draft", "open"], closed_at__isnull=True
                )
                | models.Q(
                    state__in=["closed", "called_off", "taken_back"],
                    closed_at__isnull=False,
                ),
                name="round_state_is_known",
            ),
        ),
        further_edges("feedback_round", [("closed", "taken_back")]),
    ]
