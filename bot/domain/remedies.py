"""What would help against a refusal: the nearest allowed value, leaving something out, another model."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.domain.catalogue import Catalogue, OptionValue
from bot.domain.drafts import DraftChanges
from bot.domain.errors import OptionNotSupported, Rejection


@dataclass(frozen=True, slots=True)
class Remedy:
    """One way out of a refusal."""

    changes: Mapping[str, OptionValue | None] = field(default_factory=dict)
    """Options to set anew; None leaves one out, a file's its file."""
    model_id: str | None = None
    """Another model; None: the one that was chosen."""

    def as_changes(self) -> DraftChanges:
        """Give it as what is said anew."""
        return DraftChanges(model_id=self.model_id, options=self.changes)


def remedies(
    catalogue: Catalogue, model_id: str, said: Mapping[str, OptionValue], refusal: Rejection
) -> tuple[Remedy, ...]:
    """List what makes a refusal's very complaint go away, what changes least first."""
    match refusal:
        case OptionNotSupported(option=option, models_with=models):
            return (Remedy({option: None}), *(Remedy(model_id=other) for other in models))[:4]
        case _:
            return ()
