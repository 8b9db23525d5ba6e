"""Visits that a phone has sealed: opened here, or kept until they can be."""
