"""The checks of the gate, each for one thing that a server decides."""
