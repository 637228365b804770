"""Two clause trees → the changes between them."""
