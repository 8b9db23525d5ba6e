"""What is invited and what is sent are two numbers; a no this time is one of its own."""

import django_fsm
from django.db import migrations, models

from coordination.guards import more_edges

# What was told of the past has no message: it counts as sent, as it does from now on.
FILL = """
UPDATE feedback_invitation AS asked SET went_out = true
WHERE sent_at IS NOT NULL AND CASE
    WHEN mode IN ('phone', 'face_to_face') THEN state IN ('answered', 'opted_out')
    ELSE NOT EXISTS (
        SELECT FROM coordination_message AS message
        WHERE message.key = 'invitation:' || asked.id || ':invited'
            AND (message.state <> 'sent' OR message.error <> '')
    ) END
"""


class Migration(migrations.Migration):
    dependencies = [
        ("coordination", "0008_log_in_order_of_time"),
        ("feedback", "0016_invitations_are_taken_back"),
    ]
    operations = [
        migrations.AddField(
            "invitation",
            "went_out",
            models.BooleanField(default=False, db_default=False),
        ),
        migrations.AlterField(
            model_name='invitation',
            name='state',
            field=django_fsm.FSMField(choices=[('queued', 'Will be asked'), ('drawn', 'Drawn for a round'), ('sent', 'Asked'), ('answered', 'Answered'), ('expired', 'Not answered in time'), ('superseded', 'Replaced by a newer one'), ('bounced', 'Could not be delivered'), ('declined', 'Did not want to answer this time'), ('opted_out', 'Does not want to be asked'), ('withheld', 'Not asked')], default='new', max_length=20, protected=True),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        more_edges("feedback_invitation", [("sent", "declined")]),
    ]
