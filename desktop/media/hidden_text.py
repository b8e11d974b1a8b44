"""Text hidden in the lowest bits of a picture, as NovelAI and a plug-in of the AUTOMATIC1111 web UI do. Runs in the child process.

Source: NovelAI/novelai-image-metadata (nai_meta.py); the plug-in's four signatures. Bits go down each column, column after column, highest
bit of a byte first: 15 bytes of signature, 32 bits length of the text in bits, then the text, packed with gzip where the signature says
"comp". They lie in the alpha channel ("png"), or in red, green and blue by turns ("rgb").
"""

import zlib

from PIL import Image

from desktop.media.metadata import LONGEST_VALUE

KEYWORD = "hidden record"
_SIGNATURES = {b"stealth_pnginfo": False, b"stealth_pngcomp": True, b"stealth_rgbinfo": False, b"stealth_rgbcomp": True}
_SIGNATURE_BITS, _LENGTH_BITS = 15 * 8, 32
_MOST_BITS = 8 * LONGEST_VALUE
_GZIP = 31
# Each byte's lowest bit as the digit 0 or 1: what int() reads a thousand times faster than a loop does.
_DIGITS = bytes(ord("0") + (value & 1) for value in range(256))


def read(image: Image.Image) -> str:
    """Return the hidden text, or an empty one."""
    if image.mode == "RGBA":
        found = _from(image.getchannel("A"), b"stealth_png")
        if found:
            return found
    return _from(image.convert("RGB") if image.mode == "RGBA" else image, b"stealth_rgb") if image.mode in {"RGB", "RGBA"} else ""


def _from(layer: Image.Image, signature: bytes) -> str:
    head = _bits(layer, _SIGNATURE_BITS + _LENGTH_BITS)
    if len(head) < 19 or not head.startswith(signature) or head[:15] not in _SIGNATURES:
        return ""
    length = int.from_bytes(head[15:19], "big")
    if not 0 < length <= _MOST_BITS:
        return ""
    content = _bits(layer, _SIGNATURE_BITS + _LENGTH_BITS + length)[19:]
    if _SIGNATURES[head[:15]]:
        try:
            content = zlib.decompressobj(_GZIP).decompress(content, LONGEST_VALUE)
        except zlib.error:
            return ""
    return content.decode("utf-8", "replace")


def _bits(layer: Image.Image, count: int) -> bytes:
    bands = len(layer.getbands())
    columns = min(layer.width, -(-count // (bands * layer.height)))
    part = layer.crop((0, 0, columns, layer.height)).transpose(Image.Transpose.TRANSPOSE)
    digits = part.tobytes().translate(_DIGITS)[:count]
    digits = digits[: len(digits) // 8 * 8]
    return int(digits, 2).to_bytes(len(digits) // 8, "big") if digits else b""
