"""The relay as other systems wrote it down, and as it can be told in figures."""
