"""A made-up municipality to try Stafet on; nothing in it is about anybody real."""
