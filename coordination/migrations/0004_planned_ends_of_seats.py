"""A seat can be agreed to end later; its batons go to their heirs on that day."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("coordination", "0003_versions")]
    operations = [
        migrations.AddField(
            "membership", "ends_on", models.DateField(null=True, blank=True)
        )
    ]
