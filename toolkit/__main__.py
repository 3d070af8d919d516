"""`python -m toolkit` is `programme`."""

from toolkit.cli import main

if __name__ == "__main__":  # a process of a pool reads this file too
    main()
