"""One page for the political committee: what was asked, found, and is not known."""
