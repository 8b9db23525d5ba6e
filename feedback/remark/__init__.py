"""What citizens wrote in their own words: read, trimmed and released by a person."""
