"""What the reports are put together from: type, the sheet around them, tables, grids, charts."""
