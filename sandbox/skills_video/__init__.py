"""A stand-in for skills.video over sockets: judges, renders, keeps books, sends webhooks, fails on demand."""
