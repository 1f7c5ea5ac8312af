"""The floor: each part of taking a package in by itself, as tight as it goes, in a process of its own.

`python -m bench.floor PART '{"…": …}'` prints what was measured, as JSON; `seconds` is the part alone, without the
start of the interpreter, imports and whatever is made ready before.
"""
