"""Rounds: a questionnaire put to many people, and what came of it."""
