"""A photo as it may be kept: read by its content, made small, with nothing in it of when and where it was taken."""

import io
from dataclasses import dataclass

from sofra.types.errors import MissingExtra, SourceError, Where, stop

LARGEST_BYTES = 15 * 1024 * 1024
LARGEST_PIXELS = 60_000_000
"""Above, a small file could unpack into more memory than the machine has."""
LONGEST_SIDE, QUALITY = 1600, 82
FORMATS = ("JPEG", "PNG", "WEBP")


@dataclass(frozen=True, slots=True)
class Small:
    """A JPEG without metadata, and its size in pixels."""

    content: bytes
    width: int
    height: int


def small_photo(name: str, content: bytes) -> Small:
    """The photo as a JPEG of at most 1,600 pixels a side: turned upright, no EXIF, no GPS, no colour profile.

    What it is is told by its bytes, whatever its name says. Raises SourceError for a file that is too large, is no
    JPEG, PNG or WebP, or is broken.
    """
    if len(content) > LARGEST_BYTES:
        raise stop(SourceError, "photo_large", Where(file=name), limit=LARGEST_BYTES // 1024 // 1024)
    try:
        from PIL import Image, ImageOps, UnidentifiedImageError
    except ModuleNotFoundError as lacking:
        raise stop(MissingExtra, "photo_extra", Where(file=name)) from lacking
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
            if opened.width * opened.height > LARGEST_PIXELS:
                raise stop(SourceError, "photo_pixels", Where(file=name), limit=LARGEST_PIXELS // 1_000_000)
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            # A fresh picture holds the pixels alone: whatever else the file carried stays behind.
            bare = Image.new("RGB", upright.size, "white")
            seen = upright.convert("RGBA")
            bare.paste(seen, mask=seen.getchannel("A"))
    except UnidentifiedImageError as trouble:
        raise stop(SourceError, "photo_kind", Where(file=name)) from trouble
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as trouble:
        raise stop(SourceError, "photo_broken", Where(file=name)) from trouble
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=QUALITY, optimize=True)
    return Small(out.getvalue(), bare.width, bare.height)
