"""The ontology as pages to read: its statements and the questions in, HTML and SVG files out.

``words`` is what statements say of a term, ``entry`` what a reader is told of it, ``diagram`` a
module as a picture, ``site`` the pages and where they stand.
"""

from biograph.view.handbook.site import Asked, handbook

__all__ = ["Asked", "handbook"]
