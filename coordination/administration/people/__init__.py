"""The people who work with Stafet, and how they get in."""
