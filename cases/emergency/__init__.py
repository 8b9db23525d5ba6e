"""Access in an emergency: for hours, to read only, and never unseen."""
