"""The kernel: what every case, visit and survey stands on."""
