"""Browser libraries of others: what ``VENDOR.toml`` lists in, the very files of their packages out.

Run as ``python -m biograph.view.vendor`` by whoever renews them; ``npm`` fetches the packages. To
take another version, write it into ``VENDOR.toml``, run the command, read what changed, and put
the digests that it names into the table.
"""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
import tempfile
import tomllib
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from biograph.errors import DataError, Unreachable, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: Where the libraries lie.
FOLDER = Path(__file__).parent / "assets" / "vendor"
#: What lists them.
TABLE = "VENDOR.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendored:
    """A file of a package: ``file`` below our folder is ``path`` below the package's.

    ``licence`` is an SPDX identifier, ``use`` says what the file is for.
    """

    file: str
    package: str
    version: str
    path: str
    licence: str
    sha256: str
    use: str


def listed(folder: Path = FOLDER) -> tuple[Vendored, ...]:
    """The files of ``VENDOR.toml`` in its order. Raises DataError where a field lacks or is odd."""
    try:
        tables = tomllib.loads((folder / TABLE).read_text(encoding="utf-8"))
        return tuple(Vendored(file=file, **fields) for file, fields in tables.items())
    except (TypeError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            f"{TABLE}: {error}",
            hint="one table a file: package, version, path, licence, sha256, use",
        ) from None


def unpack(tarball: Path, wanted: Iterable[Vendored]) -> Iterator[tuple[Vendored, bytes]]:
    """The wanted files of one package with their bytes.

    Raises DataError for a file that the package lacks or whose digest is not the listed one.
    """
    with tarfile.open(tarball) as package:
        for one in wanted:
            name = f"package/{one.path}"
            content = package.extractfile(name) if name in package.getnames() else None
            if content is None:
                raise DataError(
                    f"{one.package} {one.version} has no file {one.path}",
                    hint=f"correct 'path' of {one.file} in {TABLE}",
                )
            yield one, checked(one, content.read())


def checked(one: Vendored, content: bytes) -> bytes:
    """The bytes of a file. Raises DataError where their digest is not the listed one."""
    digest = hashlib.sha256(content).hexdigest()
    if digest != one.sha256:
        raise DataError(
            f"{one.file} of {one.package} {one.version} is not the file that {TABLE} lists",
            hint=f"read what changed; to accept it, set its sha256 to {digest}",
        )
    return content


def renew(folder: Path = FOLDER) -> None:
    """Fetch every package and write its listed files, none before all are found good."""
    order = sorted(listed(folder), key=_package)
    with tempfile.TemporaryDirectory() as there:
        found = [
            part
            for name, wanted in groupby(order, key=_package)
            for part in unpack(_pack(name, Path(there)), wanted)
        ]
    for one, content in found:
        path = folder / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _package(one: Vendored) -> str:
    return f"{one.package}@{one.version}"


def _pack(name: str, folder: Path) -> Path:
    """The package as ``npm pack`` fetches it, from the registry that npm is set to."""
    command = ("npm", "pack", name, "--silent", "--pack-destination", str(folder))
    try:
        said = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - no shell
    except FileNotFoundError:
        raise UsageError("npm is not on the PATH", hint="install Node.js, which has it") from None
    except subprocess.CalledProcessError as error:
        raise Unreachable(f"npm could not fetch {name}: {error.stderr.strip()}") from None
    return folder / said.stdout.split()[-1]


if __name__ == "__main__":
    renew()
