"""An escalated offer says who was asked to help."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Keep whom the escalation reached, beside when it did."""

    dependencies = [("cases", "0003_deputy_may_be_missing")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="escalated_to",
            field=models.CharField(
                blank=True,
                choices=[
                    ("leader", "The leader was told"),
                    ("coordinator", "The coordinator was told"),
                    ("givers_leader", "The giver's leader was told"),
                    ("another_leader", "Another department's leader was told"),
                    ("holder", "There is no leader to tell"),
                ],
                db_default="",
                max_length=20,
            ),
        ),
    ]
