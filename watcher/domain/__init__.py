"""The words of the house, as frozen types. Standard library only; imports nothing of ours."""
