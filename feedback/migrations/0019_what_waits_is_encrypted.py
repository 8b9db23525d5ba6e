"""Counts that wait are encrypted; what waited until now goes along."""

from typing import Any

from django.db import migrations, models


def encrypt_tallies(apps: Any, _schema_editor: Any) -> None:
    """Take over what waits in the open."""
    from feedback.answer.waiting import Tally, seal_waiting

    waited = apps.get_model("feedback", "Tally").objects.values_list(*Tally._fields)
    if waited.exists():
        seal_waiting(map(Tally._make, waited))


class Migration(migrations.Migration):
    dependencies = [("feedback", "0018_only_to_the_invited_it_went_out")]
    operations = [
        migrations.CreateModel(
            "Waiting",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sealed", models.BinaryField()),
            ],
            options={
                "verbose_name_plural": "waiting",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(pk=1), name="all_that_waits_is_in_one_piece"
                    )
                ],
            },
        ),
        migrations.RunPython(encrypt_tallies, elidable=True),
        migrations.DeleteModel("Tally"),
    ]
