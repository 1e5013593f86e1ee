"""What stands over a page for a while: messages, undo, progress."""
