"""Whoever takes a round back says why."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0003_rounds_taken_back")]
    operations = [
        migrations.AddField(
            model_name="round",
            name="taken_back_because",
            field=models.CharField(blank=True, db_default="", max_length=500),
        ),
    ]
