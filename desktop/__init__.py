"""Linden: check a suspected image, keep it, report it and hand it over, with no network."""

import os

__version__ = "0.1.0"

# Intel's part of OpenCV is in some copies of it and not in others (not in the one that a release is compiled with), and answers
# differently in the last digit. Without it every copy computes the same; OpenCV reads this when it is first used, in every thread.
os.environ.setdefault("OPENCV_IPP", "disabled")
# OpenCV would warn on the error stream that it was told so.
os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")
