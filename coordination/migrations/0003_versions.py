"""A stale page about a person, a department or the settings overwrites nothing."""

from django.db import migrations, models


def version() -> models.PositiveIntegerField:
    """Return the count of changes."""
    return models.PositiveIntegerField(default=0, db_default=0)


class Migration(migrations.Migration):
    dependencies = [("coordination", "0002_guards")]
    operations = [
        migrations.AddField("department", "version", version()),
        migrations.AddField("municipality", "version", version()),
        migrations.AddField("user", "version", version()),
    ]
