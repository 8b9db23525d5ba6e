"""Visits: written down once, kept whatever has happened to the case."""
