"""What several acts share: queries and the writing of rows, by noun.

Everything here runs inside somebody else's reading or unit of work and checks no permission: the guarded acts of
``services`` do. Where a row holds words that not every reader may see, the caller says what this one may. Screens, the
command line and the window's root never import this room.
"""
