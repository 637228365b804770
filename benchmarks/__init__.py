"""Measurements of speed and memory, reported as ratios in one run; see docs/performance.md."""
