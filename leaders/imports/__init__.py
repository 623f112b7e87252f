"""The one import pipeline: source → rows → diff → apply → undo.

- `sources` opens what was uploaded behind the guards of `archive` and `sheets`;
- `formats` is a plain list of modules, each of which recognises a kind of file and turns it into `rows.Candidate`s;
- `diff` compares candidates with what is stored; `apply` and `undo` write, each in one transaction.

Nothing before `diff` touches the database.
"""
