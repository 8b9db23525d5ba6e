"""Visits that arrived without saying clearly enough whom they were about."""
