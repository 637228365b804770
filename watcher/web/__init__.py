"""The web pages. ``app.build`` makes them of the services it is handed."""
