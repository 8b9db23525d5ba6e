"""The record of what happened: its seal, and reading it."""
