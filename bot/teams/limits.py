"""What Teams accepts of a card, as its documentation says, and where we stay below it."""

CARD_UNITS = 11_600
"""A card as JSON, in UTF-16 units: with its activity around it below 24 KB, which passes every figure ever documented."""

ACTIONS = 6
"""Buttons seen at once in a card; the others stand behind the three dots of their row."""

HEADING = 300
LABEL = 500
HINT = 500
BUTTON_LABEL = 80
OPTION_LABEL = 100
INPUT_TEXT = 4_000
PARAGRAPH = 8_000
