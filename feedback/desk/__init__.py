"""Somebody who is asked stands at the counter: their code, found by their name."""
