"""When they meet next is said in one place: by the planned visits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mentors", "0005_plan_the_next_visits")]

    operations = [
        migrations.RemoveIndex(
            model_name='mentorship',
            name='mentorship_of_mentor',
        ),
        migrations.RemoveField(
            model_name='mentorship',
            name='next_visit_at',
        ),
        migrations.AddIndex(
            model_name='mentorship',
            index=models.Index(condition=models.Q(('state', 'active')), fields=['mentor'], name='mentorship_of_mentor'),
        ),
    ]
