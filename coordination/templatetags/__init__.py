"""Template tags, built in: no template needs to load them."""
