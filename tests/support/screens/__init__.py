"""A gallery of all that members see, drawn from the bot's own views: `scripts/screens` photographs it."""
