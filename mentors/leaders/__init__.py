"""What those who look after mentors see of the work."""
