"""The database knows the steps of rounds that ask, and of whom they draw."""

from django.db import migrations

from coordination.guards import more_edges

OF_INVITATIONS = [
    ("", "drawn"),
    ("drawn", "sent"),
    ("drawn", "withheld"),
    ("drawn", "opted_out"),
]
OF_ROUNDS = [
    ("", "draft"),
    ("draft", "open"),
    ("draft", "called_off"),
    ("open", "closed"),
    ("open", "called_off"),
]


class Migration(migrations.Migration):
    dependencies = [("feedback", "0006_rounds_that_ask")]
    operations = [
        more_edges("feedback_invitation", OF_INVITATIONS),
        more_edges("feedback_round", OF_ROUNDS),
    ]
