"""How soon somebody is told of a mentor who is overdue, and how long it is kept."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coordination', '0006_emergency_hours'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='outing_colleague_minutes',
            field=models.PositiveSmallIntegerField(default=10),
        ),
        migrations.AddField(
            model_name='municipality',
            name='outing_kept_days',
            field=models.PositiveSmallIntegerField(default=30),
        ),
        migrations.AddField(
            model_name='municipality',
            name='outing_leader_minutes',
            field=models.PositiveSmallIntegerField(default=10),
        ),
        migrations.AddConstraint(
            model_name='municipality',
            constraint=models.CheckConstraint(condition=models.Q(('outing_colleague_minutes__range', (1, 60)), ('outing_leader_minutes__range', (1, 60))), name='somebody_is_told_within_the_hour'),
        ),
        migrations.AddConstraint(
            model_name='municipality',
            constraint=models.CheckConstraint(condition=models.Q(('outing_kept_days__range', (1, 90))), name='outings_are_kept_three_months_at_most'),
        ),
    ]
