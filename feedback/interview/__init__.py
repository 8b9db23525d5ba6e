"""Asking the questions aloud, by somebody who does not work with the citizen."""
