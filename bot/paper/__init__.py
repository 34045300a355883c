"""The report of an accident or a death on one sheet of paper, in the order of the official form."""
