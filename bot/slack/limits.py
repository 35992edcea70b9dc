"""What Slack accepts: the sizes of texts, blocks and views, as its reference documents them."""

MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100

MESSAGE_CHARACTERS = 12_000
"""All blocks of a message as JSON. Undocumented: Slack was seen to refuse about 13,200 (`msg_blocks_too_long`)."""

VIEW_CHARACTERS = 60_000
"""All blocks of a view as JSON. Slack refuses views above 250 kB; a character takes up to four bytes."""

FALLBACK = 3_900
"""The `text` of a message: Slack recommends at most 4,000 characters."""

HEADER = 150
SECTION = 3_000
FIELD = 2_000
FIELDS_PER_SECTION = 10
NOTE = 2_000
BUTTON_LABEL = 75
BUTTONS_PER_ROW = 5
"""Slack allows 25; more than five wrap into a wall on a phone."""

VIEW_WORD = 24
"""Title, submit and close of a view."""

INPUT_LABEL = 2_000
INPUT_HINT = 2_000
INPUT_TEXT = 3_000
INPUT_NUMBER = 40
INPUT_ERROR = 2_000
OPTION_LABEL = 75
OPTIONS_PER_GROUP = 100
OPTION_GROUPS = 100
CHECKBOXES = 10
ALT_TEXT = 2000
