"""What the municipality aims for."""
