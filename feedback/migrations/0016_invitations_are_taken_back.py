"""The database knows that an invitation is taken back while its post has not left."""

from django.db import migrations

from coordination.guards import more_edges


class Migration(migrations.Migration):
    dependencies = [("feedback", "0015_remarks_wait_for_their_answers")]
    operations = [more_edges("feedback_invitation", [("sent", "withheld")])]
