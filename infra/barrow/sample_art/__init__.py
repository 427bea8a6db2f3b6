"""The sample shop's pictures, drawn.

`keys` lists every picture that the sample catalogue names, one for each category and shelf
(`category-<slug>`) and the wide one for the home page (`home-hero`); `draw` makes one. A picture is
the same bytes whenever it is drawn.
"""

from barrow.sample_art.drawing import alt_of, draw, keys

__all__ = ["alt_of", "draw", "keys"]
