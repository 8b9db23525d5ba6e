"""Who works where as what, from when until when."""
