"""Changes → how much they matter, and why."""
