"""`python -m toolkit` is `programme`."""

from toolkit.cli import main

main()
