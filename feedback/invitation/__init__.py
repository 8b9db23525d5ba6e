"""Asking a citizen how a handover went."""
