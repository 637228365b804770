"""Is this the agreement?"""
