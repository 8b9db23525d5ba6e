"""The one next visit that a mentorship knew becomes a planned visit.

Who planned it is on record as the `mentorship.plan_visit` event of its time.
"""

from django.db import migrations

TAKE_OVER = """
    INSERT INTO mentors_plannedvisit
        (version, starts_at, minutes, kind, place, state, case_id, mentorship_id)
    SELECT 1, next_visit_at, 60, 'home', '', 'planned', case_id, id
    FROM mentors_mentorship WHERE state = 'active' AND next_visit_at IS NOT NULL
"""
GIVE_BACK = """
    UPDATE mentors_mentorship SET next_visit_at = (
        SELECT min(starts_at) FROM mentors_plannedvisit
        WHERE mentorship_id = mentors_mentorship.id
            AND mentors_plannedvisit.state = 'planned'
    )
"""


class Migration(migrations.Migration):
    dependencies = [("mentors", "0004_guards_of_planned_visits")]
    operations = [migrations.RunSQL(TAKE_OVER, GIVE_BACK)]
