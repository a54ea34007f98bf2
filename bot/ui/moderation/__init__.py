"""What moderators decide with, and those it is about: buttons, forms and their answers."""
