"""The home page's picture and one for each shelf and category: plainer, larger, on one ground."""

HERO_ALT = (
    "A kitchen table by a garden window with a teapot, a bowl of tomatoes, a loaf, seed packets, "
    "a trowel and pots of herbs"
)
CATEGORY_ALTS = {
    "garden": "A spade, a fork and a watering can in front of rows of vegetables at sunrise",
    "kitchen": "A green casserole, a copper pan and a jar of wooden spoons on a tiled stove",
    "home": "An armchair by a window with a stack of books, a mug of tea and a folded throw",
    "vegetable-and-herb-seeds": "Three seed packets with a tomato, a carrot and a pea pod on them",
    "flower-seeds-and-bulbs": "Tulips, poppies, cornflowers and alliums in a row",
    "garden-tools": "A trowel, a hand fork and secateurs laid side by side",
    "pots-and-planters": "Terracotta pots of herbs in three sizes and a zinc tub",
    "growing-and-composting": "A seedling in a heap of dark compost under a round sun",
    "garden-clothing": "A straw hat, a pair of green wellingtons and work gloves",
    "cookware": "A stack of casseroles and a black frying pan on the wall",
    "knives-and-boards": "A chef’s knife on a round board with a cut tomato and herbs",
    "tea-and-coffee": "A teapot and a cafetière with steam curling from two cups",
    "larder": "Shelves of honey, piccalilli, oil, flour and preserved fruit",
    "books": "A stack of five coloured books with a pair of spectacles on top",
    "table-and-linen": "A speckled plate on a folded napkin with a fork, a knife and a glass",
}
