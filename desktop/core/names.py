"""Names of files that come from strangers, made safe to look at."""

import unicodedata

# Cc control, Cf format (bidirectional overrides among them), Cs lone surrogates, Zl and Zp line breaks.
_HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
LONGEST_SHOWN = 120


def shown(untrusted_name: str, longest: int = LONGEST_SHOWN) -> str:
    """Return the name with control and bidirectional characters made visible, as <U+202E>, and cut in the middle if longer than that.

    A name such as "photo<U+202E>gpj.exe" would otherwise be drawn as "photoexe.jpg".
    """
    visible = "".join(f"<U+{ord(letter):04X}>" if unicodedata.category(letter) in _HIDDEN else letter for letter in untrusted_name)
    if len(visible) <= longest:
        return visible
    half = longest // 2
    return f"{visible[:half]}…{visible[-half + 1 :]}"
