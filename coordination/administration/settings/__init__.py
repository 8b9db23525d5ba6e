"""What the municipality decides for itself."""
