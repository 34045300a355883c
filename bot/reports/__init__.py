"""Reports: what is counted of the programmes, as sections that a page, a PDF and a workbook show alike."""
