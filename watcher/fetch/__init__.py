"""Getting pages over HTTP, politely and only from where we may go."""
