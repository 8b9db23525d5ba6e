"""Conversations, calls and visits with the citizen."""
