"""What Teams accepts of a card, as its documentation says, and where we stay below it."""

CARD_BYTES = 23_000
"""A message's card, in UTF-8 or in UTF-16, whichever is more: with its activity below 24 KB, which passes every figure ever documented."""

FORM_BYTES = 23_800
"""A form's card: its activity adds only a short title."""

ACTIONS = 6
"""Buttons seen at once in a card; the others stand behind the three dots of their row."""

HEADING = 300
FORM_TITLE = 80
LABEL = 500
HINT = 500
BUTTON_LABEL = 80
OPTION_LABEL = 100
CHANNEL_NAME = 100
INPUT_NUMBER = 40
INPUT_TEXT = 4_000
PARAGRAPH = 8_000
