"""Figures, what of them may be shown, and how they are drawn; no database here."""
