"""Questions read aloud by a person."""
