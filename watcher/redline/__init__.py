"""Comparison → what people read."""
