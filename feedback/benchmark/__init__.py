"""What other municipalities have published, brought in to stand beside our figures."""
