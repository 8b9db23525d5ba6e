"""Messages to the person who is signed in."""
