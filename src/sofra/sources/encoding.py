"""Bytes into text: UTF-8, UTF-16, and the Windows encodings in which the region's offices saved their files."""

import codecs
import re

from charset_normalizer import from_bytes

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CYRILLIC = frozenset("абвгдѓежзѕијклљмнњопрстќуфхцчџшђћАБВГДЃЕЖЗЅИЈКЛЉМНЊОПРСТЌУФХЦЧЏШЂЋѐѝЀЍ")
LATIN = frozenset("čćšžđČĆŠŽĐëçËÇäöüÄÖÜßéáíóúÉÁÍÓÚ")
MARKS = frozenset("„“”‘’–—…«»§°€№©®\u00a0")
ALPHABETS = {"windows-1251": CYRILLIC, "windows-1250": LATIN}
WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 200_000
SURE = 0.9


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding, lower case.

    Marks at the start decide; then UTF-8 if every byte fits; then, of windows-1251 and windows-1250, the one in
    which the words are of one script and made of the region's letters; charset-normalizer where neither convinces.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), "utf-8" if encoding == "utf-8-sig" else encoding
    if encoding := utf16_without_mark(data):
        return data.decode(encoding, errors="replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        encoding = _legacy(data)
        return data.decode(encoding, errors="replace"), encoding


def utf16_without_mark(data: bytes) -> str:
    """ "utf-16-le" or "utf-16-be" when every second byte is one of the few that open our scripts, else ""."""
    head = data[:2000]
    if len(head) < 4 or b"\0" not in head:
        return ""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        pages = head[first::2]
        if sum(page < 5 for page in pages) > 0.9 * len(pages):
            return encoding
    return ""


def _legacy(data: bytes) -> str:
    scores = {encoding: _score(data, encoding) for encoding in ALPHABETS}
    best = max(scores, key=lambda encoding: scores[encoding])
    if scores[best] >= SURE:
        return best
    guess = from_bytes(data[:SAMPLE]).best()
    if guess is None or scores[best] >= 0.5:
        return best
    return guess.encoding.replace("_", "-")


def _score(data: bytes, encoding: str) -> float:
    """Share of the letters beyond ASCII that this alphabet has, in words of one script; 0 to 1."""
    text = data[:SAMPLE].decode(encoding, errors="replace")
    high = [letter for letter in text if ord(letter) > 127 and letter not in MARKS]
    if not high:
        return 0.5
    alphabet = ALPHABETS[encoding]
    good = sum(_good(word, alphabet, mixed_allowed=alphabet is LATIN) for word in WORD.findall(text))
    return good / len(high)


def _good(word: str, alphabet: frozenset[str], *, mixed_allowed: bool) -> int:
    high = [letter for letter in word if ord(letter) > 127]
    if not high or (len(high) < len(word) and not mixed_allowed):
        return 0
    # A Latin word of nothing but accents is Cyrillic read wrongly: no language here has one beyond two letters.
    if mixed_allowed and len(high) == len(word) and len(word) > 2:
        return 0
    return sum(letter in alphabet for letter in high)
