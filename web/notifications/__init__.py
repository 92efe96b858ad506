"""Who is told what by mail, and in which words: one file for each noun, and one table.

The fediverse is told by activitypub/outgoing; a person hears by the way they came, so by one of the two.
"""
