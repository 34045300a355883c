"""The officers' web pages: rendered on the server, made of forms and tables, usable without JavaScript."""
