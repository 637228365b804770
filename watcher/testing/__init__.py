"""A fake for every port, and the servers on loopback that the demo and the tests send to."""
