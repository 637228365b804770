"""What a printed label can look like: one scheme a file, all of them in ``SCHEMES``."""
