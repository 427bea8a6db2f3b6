"""MiniStack as the process that tests start: what 1.5.33 lacks, or has wrong, is put right here
alone, a module for each part of it. What the tests deploy is as it goes to AWS.
"""

import os
import sys
from pathlib import Path

from ministack import app

from tests.deploy.on_ministack import (
    mended_apis,
    mended_authorization,
    mended_edge,
    mended_functions,
)

if __name__ == "__main__":
    # for this process; its functions shall find nothing but their zips
    del os.environ["PYTHONPATH"]
    mended_functions.mend(Path(os.environ["TMPDIR"]))
    mended_apis.mend()
    mended_authorization.mend()
    mended_edge.mend()
    sys.argv = ["ministack"]
    app.main()
