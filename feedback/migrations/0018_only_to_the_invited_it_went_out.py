"""Nobody counts as sent to who was not invited."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("feedback", "0017_what_went_out")]
    operations = [
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(went_out=False) | models.Q(sent_at__isnull=False),
                name="only_to_the_invited_it_went_out",
            ),
        ),
    ]
