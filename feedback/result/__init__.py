"""The results of a closed round, as leaders read them and take them along."""
