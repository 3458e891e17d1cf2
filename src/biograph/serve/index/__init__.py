"""Everything that can be looked for, and the facets by which it is narrowed down."""
