"""A citizen's case, from opening to closing."""
