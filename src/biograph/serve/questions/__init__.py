"""Questions with answers on pages: fields of a form, tables, maps and programs."""
