"""The departments that can hold a baton."""
