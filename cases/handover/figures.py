"""Process figures about handovers."""
