"""What citizens answered: briefly as they sent it, then only as counts."""
