"""What schedules, operators and reviewers ask for. The flow of a page stands in ``check``."""
