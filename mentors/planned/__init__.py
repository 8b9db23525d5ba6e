"""Visits that are agreed and have not been written down yet."""
