"""How long a course has lasted, in bands that leave no gap and never overlap."""

# Half-open, in days: a course of exactly 92 days is in the second band.
COURSE_BANDS = (
    (92, "under_3_months"),
    (183, "3_to_6_months"),
    (365, "6_to_12_months"),
    (730, "1_to_2_years"),
)
LONGEST = "2_years_or_more"


def course_band(days: int) -> str:
    """Return the band of a course length in days."""
    return next((band for limit, band in COURSE_BANDS if days < limit), LONGEST)
