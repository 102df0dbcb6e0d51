"""Run the command line: ``python -m analysis``."""

import sys

if __name__ == "__main__":
    try:
        from analysis.cli import main  # takes a moment, in which one may think better of it
    except KeyboardInterrupt:
        sys.exit("Afgebroken; er is niets gewijzigd.")
    sys.exit(main())
