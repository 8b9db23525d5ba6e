"""Who holds the baton, and since when."""
