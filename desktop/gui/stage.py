"""How much of a picture is seen."""

from enum import Enum


class Stage(Enum):
    """The steps from covered to plain."""

    COVERED = "covered"
    GREY = "grey"
    PLAIN = "plain"
