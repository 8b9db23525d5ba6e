"""Goals in the citizen's words, and who does what until when."""
