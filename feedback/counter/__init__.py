"""A tablet at the counter, on which whoever is asked, or whoever comes, answers."""
