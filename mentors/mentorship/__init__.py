"""A citizen has a mentor: proposed, active, ended."""
