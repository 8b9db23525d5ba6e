"""Process figures about who holds the baton."""
