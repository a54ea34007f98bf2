"""Commands and their options in every language that Discord's clients may show them in."""

from discord import Locale, app_commands

from bot.ui.language import ENGLISH, Translation, translation

_NAMES = frozenset(
    {
        app_commands.TranslationContextLocation.command_name,
        app_commands.TranslationContextLocation.group_name,
        app_commands.TranslationContextLocation.parameter_name,
    }
)


class Translator(app_commands.Translator):
    """Tells Discord what we have words for; all else is shown in English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Give the word for a name, or the sentence for a description."""
        spoken = translation(str(locale))
        if spoken.language == ENGLISH:
            return None
        if context.location in _NAMES:
            return spoken.names.get(string.message)
        if context.location is app_commands.TranslationContextLocation.choice_name:
            return _choice(spoken, string.message)
        return spoken.messages.get(string.message)


def _choice(spoken: Translation, label: str) -> str | None:
    """Translate a label, the name of an option, or what stands behind a value that is explained."""
    value, explained, description = label.partition(" · ")
    if explained and description in spoken.messages:
        return f"{value} · {spoken.messages[description]}"
    return spoken.messages.get(label) or spoken.names.get(label)
