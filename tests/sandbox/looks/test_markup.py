"""Members' words are shown as they were typed, and do nothing."""

from datetime import UTC, datetime

import pytest

from bot.ui.safe_text import Room, code, escaped, visible
from sandbox.discord.looks import Surroundings
from sandbox.discord.looks.markup import to_html
from tests.sandbox.looks.parsed import Parsed
from tests.ui.hostile import SEEDS, hostile

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
AROUND = Surroundings(NOON, {1: "<i>mira</i>"}, {20: "studio"}, messages=frozenset({30}))
ATTACKS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[click](javascript:alert(1))",
    '[click](https://a.example/"onmouseover="alert(1))',
    "https://a.example/'><script>",
    '<https://a.example/"><b>>',
    "`</code><script>`",
    "```</pre><script>```",
    "</create</pill><b>:1>",
    "<:<b>:1>",
    "||</span><script>||",
)


def shown(text: str) -> Parsed:
    return Parsed(to_html(text, AROUND))


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_written_can_run(attack: str) -> None:
    assert shown(attack).dangers() == []


def test_no_mixture_of_markup_and_mischief_can_run() -> None:
    found = {
        seed: dangers for seed in SEEDS if (dangers := shown(hostile(seed) + hostile(seed + 7)).dangers())
    }

    assert not found


def test_an_escaped_prompt_reads_as_it_was_typed() -> None:
    room = Room(10_000, 40_000)
    for seed in SEEDS:
        prompt = hostile(seed)
        assert shown(escaped(prompt, room)).words == visible(prompt), seed


def test_inline_code_reads_as_it_was_typed_but_for_its_own_mark() -> None:
    assert shown(code("a **b** <@1> `c`")).words == "a **b** <@1> 'c'"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**a** *b* _c_ __d__ ~~e~~", "<p><strong>a</strong> <em>b</em> <em>c</em> <u>d</u> <s>e</s></p>"),
        (r"\*a\* and **b \* c**", "<p>*a* and <strong>b * c</strong></p>"),
        ("> a\n> b\nc", "<blockquote><p>a</p><p>b</p></blockquote><p>c</p>"),
        ("-# small\n### Head", "<small>small</small><h3>Head</h3>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("#tag and snake_case_word", "<p>#tag and snake_case_word</p>"),
        ("a\n\nb", "<p>a</p><p><br></p><p>b</p>"),
        ("```py\n1 < 2\n```", "<pre>1 &lt; 2</pre>"),
        ("", ""),
    ],
)
def test_markup_becomes_the_elements_it_stands_for(text: str, html: str) -> None:
    assert to_html(text, AROUND) == html


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<@1> and <@!2>", "@<i>mira</i> and @2"),
        ("<#20> and <#21>", "#studio and #unknown"),
        ("</create:99>", "/create"),
        ("<t:1772625480:R>", "2 minutes ago"),
        ("<t:1772625600:R>", "now"),
        ("<t:0:D>", "1 January 1970"),
        ("<t:999999999999999:f>", "Invalid date"),
        ("https://discord.com/channels/1/20/30", "#studio>message"),
    ],
)
def test_mentions_places_and_times_are_shown_by_what_they_mean(text: str, words: str) -> None:
    assert shown(text).words == words


def test_a_link_to_a_message_leads_to_it_only_where_it_is_on_the_page() -> None:
    here, elsewhere = (f"https://discord.com/channels/1/20/{number}" for number in (30, 31))

    assert shown(here).named("a")[0]["href"] == "#m30"
    assert "href" not in shown(elsewhere).named("a")[0]
    assert shown(f"[it]({here})").named("a")[0]["href"] == "#m30"
