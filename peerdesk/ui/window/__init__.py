"""The windows: pages, side bar, finder; the start before anybody is in."""
