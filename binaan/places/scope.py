"""Scope by place: one question, "is this path that place or below it?", asked of the database.

A path is dotted ("32.16.06"). Below "32.16" lie the strings that start with "32.16."; a plain
prefix would also catch "32.160". The question is asked as one byte range, so that the ordinary
index answers it:

    path >= '32.16' and path < '32.16/' and (path = '32.16' or path >= '32.16.')

"/" is the byte after ".". The range is what the index reads; the rest removes odd neighbours such
as "32.16-x". SQLite compares bytes already. PostgreSQL compares by the database's collation, which
may skip dots; its `~>=~` and `~<~` compare bytes under any collation and use the
`varchar_pattern_ops` index that Django makes for an indexed CharField.
"""

from django.db.models import CharField, Lookup, Q

AFTER_DOT = chr(ord(".") + 1)


@CharField.register_lookup
class Within(Lookup):
    """`path__within="32.16"`: that path itself or any path below it; "" is above everything."""

    lookup_name = "within"
    prepare_rhs = False
    comparators = {"postgresql": ("~>=~", "~<~")}

    def as_sql(self, compiler, connection):
        path = str(self.rhs)
        at_least, before = self.comparators.get(connection.vendor, (">=", "<"))
        left, given = self.process_lhs(compiler, connection)
        if not path:
            return f"{left} {at_least} %s", [*given, ""]
        sql = (
            f"({left} {at_least} %s AND {left} {before} %s"
            f" AND ({left} = %s OR {left} {at_least} %s))"
        )
        bounds = (path, path + AFTER_DOT, path, path + ".")
        return sql, [value for bound in bounds for value in (*given, bound)]


def within(prefix_field, place):
    """The condition that the path in `prefix_field` is `place` or lies below it.

    `prefix_field` is a lookup to a place's path from any model ("path", "place__path"); `place` is
    a Place or a path. Never an empty Q, so it may be joined by `|` to a closed condition.
    """
    return Q(**{f"{prefix_field}__within": getattr(place, "path", place)})
