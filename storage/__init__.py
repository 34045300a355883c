"""Tables, migrations, queries, documents: what is kept, on SQLite and on PostgreSQL. Knows no channel."""
