"""PostgreSQL as Django speaks to it, with a cheaper look whether it is still there."""
