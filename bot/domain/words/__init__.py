"""Words that a server wants in no prompt: lists of them, and finding them however they are disguised."""
