"""What the citizen has agreed to."""
