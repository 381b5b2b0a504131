"""One sheet drawn four ways: page, workbook, PDF, JSON."""
