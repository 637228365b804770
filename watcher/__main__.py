"""``python -m watcher`` does what ``watcher`` does."""

from watcher.cli import main

if __name__ == "__main__":
    main()
