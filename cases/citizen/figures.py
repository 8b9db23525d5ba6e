"""What other apps may ask about citizens without seeing one."""

from collections.abc import Collection

from django.db import connection

from coordination.figures import figure

# a double name is two words; a comma or a full stop is none
KNOWN = """
    SELECT DISTINCT part FROM cases_citizen CROSS JOIN unnest(string_to_array(
        translate(name || ' ' || called || ' ' || representative, '-.,()/', '      '),
        ' '
    )) AS part
    WHERE part = ANY(%s)
"""


@figure("names_among")
def names_among(*, words: Collection[str]) -> set[str]:
    """Return which of these words, in small letters, are in a citizen's name.

    Nobody learns whose: this is for finding names in a text that is to be shown.
    """
    forms = {
        form: word for word in words for form in (word, word.capitalize(), word.upper())
    }
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [list(forms)])
        return {forms[part] for (part,) in cursor.fetchall()}
