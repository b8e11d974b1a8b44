"""Whether a file could hold Content Credentials at all, told from its bytes without reading them."""


def might_hold(untrusted: bytes) -> bool:
    """Whether a manifest store (C2PA), or the address of one, could be in these bytes: cheap, and never wrong in saying no."""
    return b"c2pa" in untrusted or b"dcterms:provenance" in untrusted
