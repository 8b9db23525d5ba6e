"""A mentor's planned visits in a calendar of their own: the times, nothing else."""
