"""Keeping what was received and what was made of it."""
