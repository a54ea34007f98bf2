"""A stand-in for Runware's video API over sockets: judges, renders, keeps books, fails on demand."""
