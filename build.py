"""`python build.py [verb]`: a thin door to briefpress.cli. No verb means: do everything."""

import sys

try:
    from briefpress.cli import main
except ModuleNotFoundError as error:
    sys.exit(f'build.py: {error.name} is missing: run "make site", or "pip install -r requirements.lock"')

if __name__ == "__main__":
    sys.exit(main())
