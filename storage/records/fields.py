"""Reading a row's fields, also where a join has put a prefix before their names."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Row, Select

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


def fields(row: AnyRow, prefix: str = "") -> Callable[[str], Any]:
    """How to look a field up by its name in the table."""
    mapping = row._mapping
    if not prefix:
        return mapping.__getitem__
    return lambda name: mapping[prefix + name]
