"""The languages a citizen can answer in, and who has checked them."""
