"""A deputy who has taken over from the coordinator leaves no deputy behind."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Ask of a coordinated case that it has a coordinator, and no more."""

    dependencies = [("cases", "0002_guards")]

    operations = [
        migrations.RemoveConstraint(
            model_name="case", name="coordinated_case_has_coordinator_and_deputy"
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=~Q(state="coordinated") | Q(coordinator__isnull=False),
                name="coordinated_case_has_coordinator",
            ),
        ),
    ]
