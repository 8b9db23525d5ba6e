"""What waits for a person, for their department, and for others because of them."""
