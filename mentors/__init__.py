"""Social mentors and their visits."""
