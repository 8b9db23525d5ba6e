"""People, departments and settings: what an administrator looks after."""
