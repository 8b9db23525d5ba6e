"""What is written to people about a case."""
