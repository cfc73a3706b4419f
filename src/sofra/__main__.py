"""`python -m sofra`: the same commands, where `sofra` is not on the path."""

import sys

from sofra.cli.main import main

sys.exit(main())
