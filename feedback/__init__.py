"""What citizens say after a handover, and what leaders may learn from it."""
