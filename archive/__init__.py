"""Reports kept for years in a database: what was submitted, what was read, what was found; searchable, exact.

`recording.py` makes a `Record` of a report in the worker that read it, `store.py` puts records into SQLite or
PostgreSQL exactly once, `search.py` finds them again. The tables stand in `tables.py`, their history in `migrations/`.
"""
