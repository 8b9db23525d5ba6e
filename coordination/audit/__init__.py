"""The seal on the record of what happened."""
