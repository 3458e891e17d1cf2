"""Text in pictures: how wide it is, where its lines break; nothing but the letters is known."""

from __future__ import annotations

_WIDE_CHARACTERS = frozenset("mwMWœŒ@")
_NARROW_CHARACTERS = frozenset("iljftrI1.,;:'’|()[] -")
_VOWELS = frozenset("aeiouyàâéèêëîïôûùü")


def text_width(text: str, *, size: float) -> float:
    """About how wide a text is in a sans-serif of this size: good for breaking lines."""
    units = sum(
        0.88 if c in _WIDE_CHARACTERS else 0.34 if c in _NARROW_CHARACTERS else 0.58 for c in text
    )
    return units * size


def wrapped(text: str, width: float, *, size: float) -> tuple[str, ...]:
    """The text in lines no wider than ``width``; a longer word is cut before a syllable."""
    lines: list[str] = []
    for word in text.split():
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size=size) <= width:
            lines[-1] = joined
            continue
        rest = word
        while text_width(rest, size=size) > width and (at := _cut(rest, width, size)):
            lines.append(rest[:at] + "-")
            rest = rest[at:]
        lines.append(rest)
    return tuple(lines)


def shortened(text: str, width: float, *, size: float) -> str:
    """The text, cut with an ellipsis where it is wider than ``width``."""
    if text_width(text, size=size) <= width:
        return text
    while text and text_width(text + "…", size=size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def _cut(word: str, width: float, size: float) -> int:
    """Where to cut: the last vowel-consonant-vowel border that fits; 0 where nothing fits."""
    fitting = [
        at for at in range(3, len(word) - 2) if text_width(word[:at] + "-", size=size) <= width
    ]
    good = [
        at
        for at in fitting
        if word[at - 1].lower() in _VOWELS
        and word[at].lower() not in _VOWELS
        and word[at + 1].lower() in _VOWELS
    ]
    return max(good or fitting, default=0)
