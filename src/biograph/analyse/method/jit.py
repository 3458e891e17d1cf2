"""Kernels run compiled where numba is installed (extra ``fast``), else as the Python they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Kernel = TypeVar("Kernel", bound="Callable[..., Any]")


def compiled(kernel: Kernel) -> Kernel:
    """The kernel compiled on its first call, with the same results; itself without numba.

    A compiled kernel keeps its Python in ``py_func``.
    """
    try:
        from numba import njit  # noqa: PLC0415 - an extra, and slow to load
    except ImportError:
        return kernel
    return njit(cache=True)(kernel)  # type: ignore[return-value]
