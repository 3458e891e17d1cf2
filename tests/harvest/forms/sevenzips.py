"""7-Zip archives made for tests."""

import io

from py7zr import FILTER_LZMA2, SevenZipFile

QUICK = ({"id": FILTER_LZMA2, "preset": 1},)  # 7-Zip's own method, with a small dictionary


def packed(files, filters=QUICK, **form):
    """The bytes of an archive of some files (``{path: bytes}``)."""
    buffer = io.BytesIO()
    with SevenZipFile(buffer, "w", filters=list(filters), **form) as archive:
        for path, content in files.items():
            archive.writestr(content, path)
    return buffer.getvalue()
