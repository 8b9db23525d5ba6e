"""A period with the baton ends once; its words may be erased, and nothing else."""

from django.db import migrations
from django.db.migrations import RunSQL

ENDS_ONCE = """
    OLD.until IS NULL AND NEW.until IS NOT NULL
    AND OLD.case_id = NEW.case_id AND OLD.department_id = NEW.department_id
    AND OLD.holder_id = NEW.holder_id AND OLD.since = NEW.since
    AND OLD.cause = NEW.cause
"""
ENDS_ONCE_OR_IS_ERASED = """
    (OLD.until IS NULL AND NEW.until IS NOT NULL AND NEW.because = OLD.because
        OR OLD.until IS NOT DISTINCT FROM NEW.until AND NEW.because = '')
    AND OLD.case_id = NEW.case_id AND OLD.department_id = NEW.department_id
    AND OLD.holder_id = NEW.holder_id AND OLD.since = NEW.since
    AND OLD.cause = NEW.cause
"""
CHANGES_ONLY = """
    DROP TRIGGER append_only_update ON cases_batonperiod;
    CREATE TRIGGER append_only_update BEFORE UPDATE ON cases_batonperiod
        FOR EACH ROW WHEN (NOT ({allowed})) EXECUTE FUNCTION stafet_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_words_of_steps")]
    operations = [
        RunSQL(
            CHANGES_ONLY.format(allowed=ENDS_ONCE_OR_IS_ERASED),
            CHANGES_ONLY.format(allowed=ENDS_ONCE),
        )
    ]
