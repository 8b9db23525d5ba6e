"""What leaders did, pinned to the month in which they did it."""
