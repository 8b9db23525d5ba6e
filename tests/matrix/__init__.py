"""One municipality, built once for a module, that the matrices walk over."""
