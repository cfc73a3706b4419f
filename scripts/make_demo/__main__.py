"""`python -m scripts.make_demo [FOLDER]` writes the demo municipality; without a folder, into the package."""

import sys
from pathlib import Path

from scripts.make_demo.write import write_all

if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[2] / "src" / "sofra" / "demo")
