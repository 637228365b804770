"""Document → ClauseTree."""
