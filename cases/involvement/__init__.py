"""Who has a part in a case: the one source of access."""
