"""What must hold in the tables at every moment."""
