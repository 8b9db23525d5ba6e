"""Reading an event log: a table (CSV) or XES, gzipped or not."""
