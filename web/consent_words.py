"""The sentence at the box that lets the hosts write. What is shown there is what the log keeps."""

from fedevent.words import N_

EVENT_MESSAGES = N_("The hosts of this event may write to me about it.")
"""A message id: show it translated, and keep the translated text as the proof of what was agreed to."""
