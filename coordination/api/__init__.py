"""What every endpoint of the API shares: finding, listing, taking steps, refusing.

A noun's own `api.py` says what may be said to each step and what is shown of it; how
a call is found, checked, repeated safely and answered is said here once.
"""
