"""`python build.py [verb]`: a thin door to briefpress.cli. No verb means: do everything."""

import sys

try:
    from briefpress.cli import main
except ModuleNotFoundError as error:
    remedy = 'run "make site", or "pip install -r requirements.lock"'
    sys.stderr.write(f"python build.py: the package {error.name} is missing: {remedy}\n")
    sys.exit(2)

if __name__ == "__main__":
    sys.exit(main())
