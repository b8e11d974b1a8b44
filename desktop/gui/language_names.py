"""What languages are called, in the language that is shown now."""

from desktop.core import texts


def language_name(code: str) -> str:
    """Return the name of the language with this code, or the code where it has none."""
    from babel import Locale

    return Locale.parse(code).get_display_name(texts.language()) or code
