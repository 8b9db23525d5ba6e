"""Citizens, their cases, and the baton that goes from department to department."""
