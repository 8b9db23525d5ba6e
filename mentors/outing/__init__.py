"""A mentor is out alone: until when, and who is told when nobody hears from them."""
