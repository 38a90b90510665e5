"""`python -m portal.cli` is the portal command."""

from portal.cli import main

main()
