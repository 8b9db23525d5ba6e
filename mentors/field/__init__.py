"""A mentor's working day, on a phone."""
