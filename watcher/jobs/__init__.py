"""When checks and deliveries run."""
