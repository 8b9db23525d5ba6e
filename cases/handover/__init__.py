"""One department offers its baton to another."""
