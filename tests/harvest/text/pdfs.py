"""PDF files made on the spot: text at given places, in a font that every reader has."""

import zlib


def pdf(*pages, title="", made="D:20240307101500+01'00'"):
    """A file whose pages are lists of (x, y, size, text); the text is one of Windows-1252."""
    streams = [_stream(page) for page in pages]
    first = 4  # after catalogue, page tree and font
    kids = " ".join(f"{first + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, stream in enumerate(streams):
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents "
            f"{first + 2 * number + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>".encode(),
            stream,
        ]
    objects.append(f"<< /Title ({title}) /CreationDate ({made}) >>".encode("cp1252"))
    return _file(objects)


def column(x, y, lines, *, size=10.0, leading=12.0):
    """The lines one below the other, from (x, y) down."""
    return [(x, y - leading * number, size, line) for number, line in enumerate(lines)]


def _stream(page):
    parts = []
    for x, y, size, text in page:
        written = text.encode("cp1252")
        for sign in (b"\\", b"(", b")"):
            written = written.replace(sign, b"\\" + sign)
        parts.append(f"BT /F {size} Tf {x} {y} Td (".encode() + written + b") Tj ET")
    data = zlib.compress(b"\n".join(parts))
    return f"<< /Filter /FlateDecode /Length {len(data)} >>\nstream\n".encode() + (
        data + b"\nendstream"
    )


def _file(objects):
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\n"
        f"startxref\n{len(body)}\n%%EOF\n"
    )
    return body + end.encode()
