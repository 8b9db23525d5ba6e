"""The person the work is for."""
