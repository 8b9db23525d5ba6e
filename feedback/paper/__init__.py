"""Questionnaires on paper: printed with a code, and typed in when they come back."""
