"""A photo as it may be kept: read by its content, made small, with nothing in it of when and where it was taken."""

import io
from dataclasses import dataclass

from sofra.types.errors import MissingExtra, SourceError, Where, stop

LARGEST_BYTES = 15 * 1024 * 1024
LARGEST_PIXELS = 60_000_000
"""Above, a small file could unpack into more memory than the machine has."""
LONGEST_SIDE, QUALITY = 1600, 82
FORMATS = ("JPEG", "PNG", "WEBP")
LONGEST_NAME = 60
"""As many letters of a file's name are told."""
HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")
"""What telephones write into the first bytes of a photo of high efficiency."""


@dataclass(frozen=True, slots=True)
class Small:
    """A JPEG without metadata, and its size in pixels."""

    content: bytes
    width: int
    height: int


def small_photo(name: str, content: bytes) -> Small:
    """The photo as a JPEG of at most 1,600 pixels a side: turned upright, no EXIF, no GPS, no colour profile.

    What it is is told by its bytes, whatever its name says. Raises SourceError, which names the file, for one that is
    too large, is no JPEG, PNG or WebP, or is broken.
    """
    where, file = Where(file=name), name[:LONGEST_NAME]
    if len(content) > LARGEST_BYTES:
        raise stop(SourceError, "photo_large", where, file=file, limit=LARGEST_BYTES // 1024 // 1024)
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ModuleNotFoundError as lacking:
        raise stop(MissingExtra, "photo_extra", where) from lacking
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise stop(SourceError, "photo_pixels", where, file=file, limit=LARGEST_PIXELS // 1_000_000)
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # A fresh picture holds the pixels alone: whatever else the file carried stays behind.
            bare = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            bare.paste(seen, mask=seen.getchannel("A"))
    except UnidentifiedImageError as trouble:
        raise stop(SourceError, _kind(content), where, file=file) from trouble
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as trouble:
        raise stop(SourceError, "photo_broken", where, file=file) from trouble
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Small(out.getvalue(), bare.width, bare.height)


def _kind(content: bytes) -> str:
    """Why these bytes are no photo that can be read; a photo of high efficiency has its own way out."""
    return "photo_heic" if content[4:8] == b"ftyp" and content[8:12] in HEIC else "photo_kind"
