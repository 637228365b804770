"""Telling subscribers."""
