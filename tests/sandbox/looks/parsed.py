"""HTML as a browser would read it."""

from html.parser import HTMLParser

DANGEROUS = frozenset({"script", "iframe", "object", "embed", "form", "input", "link", "base", "svg", "math"})


class Parsed(HTMLParser):
    """Every element with its attributes, and the words between them."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.feed(written)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words += data

    def named(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every element of this name."""
        return [attributes for name, attributes in self.elements if name == tag]

    def of_class(self, name: str) -> list[str]:
        """The elements that have this class, by name."""
        return [tag for tag, attributes in self.elements if name in attributes.get("class", "").split()]

    def dangers(self) -> list[str]:
        """Whatever could run, load or lead where it should not."""
        found = [tag for tag, _ in self.elements if tag in DANGEROUS]
        for tag, attributes in self.elements:
            found += [f"{tag} {name}" for name in attributes if name.startswith("on")]
            found += [
                f"{tag} {name}={attributes[name]}"
                for name in ("href", "src", "poster")
                if attributes.get(name, "#").partition(":")[0].strip().lower()
                in {"javascript", "vbscript", "file"}
            ]
        return found
