"""What must not be forgotten when the baton is passed on."""
