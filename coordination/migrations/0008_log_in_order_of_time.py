"""The access log is read in the order of time, so that is how it is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coordination", "0007_outing_settings")]
    operations = [
        migrations.RemoveIndex("event", "event_by_day"),
        migrations.AddIndex(
            "event", models.Index(fields=["-at", "-id"], name="event_by_time")
        ),
    ]
