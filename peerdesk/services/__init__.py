"""Guarded acts and reads, by noun: what a screen, the command line or a report asks for.

Every public function takes the storage and the actor and requires a permission before anything else (NotPermitted), but
for the ways in, a password of one's own, the look at the files from outside and the making of a demo. A number that
stands for nothing in the file is NotFound where the row is looked up, whether that is said or not, and a bug where it
is only referred to; taking back what is gone already does nothing. When it is InvalidInput each function says for
itself; nothing was changed then.
"""
