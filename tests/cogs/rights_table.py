"""The matrix of rights: what is done, and who may."""

from collections.abc import Mapping
from typing import Final

from tests.cogs.rights_evening import Who

ALLOWED: Final = {
    "yes": "done, with all that it changes",
    "nothing": "answered with nothing",
    "more": "done, and more changes with it than for others",
    "blind": "answered, but nothing of the author's is in it",
    "home": "done in the other server, and nothing of this one is touched or told",
}
REFUSED: Final = {
    "mods": "This is for the moderators of this server",
    "manage": "Only those who may **Manage Server**",
    "operate": "Only the people who operate this bot",
    "blocked": "You are blocked from making videos in this server",
    "cancel": "Only its author and this server's moderators may cancel",
    "delete": "Only its author and this server's moderators may delete",
    "theirs": "Only its author can go on with this",
    "usage": "What others have used is for this server's moderators to see",
    "unknown": "There is no video with the id",
    "unused": "here that you may use",
    "draft": "This draft cannot be used any more",
    "noblock": "I know no such block",
    "nopause": "Nothing is paused here",
    "byop": "Only `/operator resume` ends that",
    "bymods": "Only `/mod resume` ends that",
    "free": "is not blocked here",
    "owner": "they posted the picture",
    "noask": "I know of no such question",
    "nocase": "There is no such report in this server",
    "novideo": "There is no video of mine in this message",
    "own": "This is your own video",
    "oneself": "What you have is yours already",
}
"""Words of each refusal."""

TABLE: Final = """
                              stranger member  author  blocked moderator helper  manager operator outsider

/create                       yes      yes     yes     blocked yes       yes     yes     yes      home
/create image_from            unused   yes     yes     blocked yes       yes     yes     yes      unused
/compose                      yes      yes     yes     blocked yes       yes     yes     yes      home
/queue                        blind    yes     yes     yes     yes       yes     yes     yes      blind
/cancel                       cancel   cancel  yes     cancel  yes       yes     cancel  cancel   unknown
/history                      blind    yes     yes     yes     yes       yes     yes     yes      blind
/show                         unknown  yes     yes     yes     yes       yes     yes     yes      unknown
/models                       yes      yes     yes     yes     yes       yes     yes     yes      home
/usage                        yes      yes     yes     yes     yes       yes     yes     yes      home
/usage of the author          usage    usage   yes     usage   yes       yes     usage   usage    home
/gift                         yes      yes     oneself yes     yes       yes     yes     yes      home
/preferences                  yes      yes     yes     yes     yes       yes     yes     yes      home
/help                         yes      yes     yes     yes     yes       yes     yes     yes      home
/privacy export               yes      yes     yes     yes     yes       yes     yes     yes      home
/privacy delete               yes      yes     yes     yes     yes       yes     yes     yes      home
Animate this image            yes      yes     yes     blocked yes       yes     yes     yes      home
Report this video             novideo  yes     own     yes     yes       yes     yes     yes      novideo

/settings show                manage   manage  manage  manage  manage    manage  yes     manage   home
/settings check               manage   manage  manage  manage  manage    manage  yes     manage   home
/settings budget              manage   manage  manage  manage  manage    manage  yes     manage   home
/settings quota               manage   manage  manage  manage  manage    manage  yes     manage   home
/settings quota of a role     manage   manage  manage  manage  manage    manage  yes     manage   home
/settings models              manage   manage  manage  manage  manage    manage  yes     manage   home
/settings limits              manage   manage  manage  manage  manage    manage  yes     manage   home
/settings channels            manage   manage  manage  manage  manage    manage  yes     manage   home
/settings approvals           manage   manage  manage  manage  manage    manage  yes     manage   home
/settings review              manage   manage  manage  manage  manage    manage  yes     manage   home
/settings safety              manage   manage  manage  manage  manage    manage  yes     manage   home
/settings spoiler             manage   manage  manage  manage  manage    manage  yes     manage   home
/settings moderators          manage   manage  manage  manage  manage    manage  yes     manage   home
/settings timezone            manage   manage  manage  manage  manage    manage  yes     manage   home
/settings consent             manage   manage  manage  manage  manage    manage  yes     manage   home
/settings strikes             manage   manage  manage  manage  manage    manage  yes     manage   home
/settings entry               manage   manage  manage  manage  manage    manage  yes     manage   home
/settings gifts               manage   manage  manage  manage  manage    manage  yes     manage   home
/settings reports             manage   manage  manage  manage  manage    manage  yes     manage   home
/settings retention           manage   manage  manage  manage  manage    manage  yes     manage   home
/settings words add           manage   manage  manage  manage  manage    manage  yes     manage   home
/settings words remove        manage   manage  manage  manage  manage    manage  yes     manage   home
/settings words list          manage   manage  manage  manage  manage    manage  yes     manage   home
/settings words import        manage   manage  manage  manage  manage    manage  yes     manage   home
/settings key                 manage   manage  manage  manage  manage    manage  yes     manage   home
/settings key removed         manage   manage  manage  manage  manage    manage  yes     manage   home

/mod approvals                mods     mods    mods    mods    yes       yes     mods    mods     home
/mod reviews                  mods     mods    mods    mods    yes       yes     mods    mods     home
/mod block                    mods     mods    mods    mods    yes       yes     mods    mods     home
/mod unblock                  mods     mods    mods    mods    yes       yes     mods    mods     free
/mod grant                    mods     mods    mods    mods    yes       yes     mods    mods     home
/mod grant to the pool        mods     mods    mods    mods    yes       yes     mods    mods     home
/mod refund                   mods     mods    mods    mods    yes       yes     mods    mods     unknown
/mod remove                   mods     mods    mods    mods    yes       yes     mods    mods     unknown
/mod pause                    mods     mods    mods    mods    yes       yes     mods    mods     home
/mod resume                   mods     mods    mods    mods    yes       yes     mods    mods     home
/mod resume of operator's     mods     mods    mods    mods    byop      byop    mods    mods     nopause
/mod audit                    mods     mods    mods    mods    yes       yes     mods    mods     home
/mod report                   mods     mods    mods    mods    yes       yes     mods    mods     home

/operator servers             operate  operate operate operate operate   operate operate yes      operate
/operator fund                operate  operate operate operate operate   operate operate yes      operate
/operator pause               operate  operate operate operate operate   operate operate yes      operate
/operator pause everywhere    operate  operate operate operate operate   operate operate yes      operate
/operator resume              operate  operate operate operate operate   operate operate yes      operate
/operator resume of mods'     operate  operate operate operate operate   operate operate bymods   operate
/operator status              operate  operate operate operate operate   operate operate yes      operate

gl:cancel                     cancel   cancel  yes     cancel  yes       yes     cancel  cancel   unknown
gl:discard                    cancel   cancel  yes     cancel  yes       yes     cancel  cancel   unknown
gl:delete                     delete   delete  yes     delete  more      more    delete  delete   unknown
gl:again                      theirs   yes     yes     blocked yes       yes     yes     yes      unknown
gl:edit                       theirs   yes     yes     blocked yes       yes     yes     yes      unknown
gl:continue                   theirs   yes     yes     blocked yes       yes     yes     yes      unknown
gl:extend                     theirs   yes     yes     blocked yes       yes     yes     yes      unknown
gl:render                     theirs   yes     yes     blocked yes       yes     yes     yes      unknown
gl:take                       theirs   yes     yes     yes     yes       yes     yes     yes      unknown
gl:retry                      theirs   theirs  yes     theirs  theirs    theirs  theirs  theirs   unknown
gl:draft:generate             draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:draft:small                draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:draft:edit                 draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:draft:more                 draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:draft:cancel               draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:fix                        draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:use                        draft    draft   yes     draft   draft     draft   draft   draft    draft

gl:approve                    mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:reject                     mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:why                        mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:listed:approve             mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:listed:reject              mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:listed:why                 mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:publish                    mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:withhold                   mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:whynot                     mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:case:restore               mods     mods    mods    mods    yes       yes     mods    mods     nocase
gl:case:remove                mods     mods    mods    mods    yes       yes     mods    mods     nocase
gl:case:block                 mods     mods    mods    mods    yes       yes     mods    mods     nocase
gl:block:lift                 mods     mods    mods    mods    yes       yes     mods    mods     noblock
gl:block:keep                 mods     mods    mods    mods    yes       yes     mods    mods     noblock
gl:appeal                     noblock  noblock noblock yes     noblock   noblock noblock noblock  noblock
gl:consent:allow              owner    owner   yes     owner   owner     owner   owner   owner    noask
gl:consent:refuse             owner    owner   yes     owner   owner     owner   owner   owner    noask

gl:history                    blind    yes     yes     yes     yes       yes     yes     yes      blind
gl:audit                      mods     mods    mods    mods    yes       yes     mods    mods     home
gl:servers                    operate  operate operate operate operate   operate operate yes      operate
gl:rehearse                   manage   manage  manage  manage  manage    manage  yes     manage   home
gl:prefer:model_id            yes      yes     yes     yes     yes       yes     yes     yes      home
gl:prefer:duration            yes      yes     yes     yes     yes       yes     yes     yes      home
gl:prefer:aspect              yes      yes     yes     yes     yes       yes     yes     yes      home
gl:prefer:style               yes      yes     yes     yes     yes       yes     yes     yes      home
gl:prefer:language            yes      yes     yes     yes     yes       yes     yes     yes      home
gl:prefer:telling             yes      yes     yes     yes     yes       yes     yes     yes      home
gl:erase                      yes      yes     more    yes     yes       yes     yes     yes      home

gl:form                       draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:more                       draft    draft   yes     draft   draft     draft   draft   draft    draft
gl:reason:reject              mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:reason:rejectlisted        mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:reason:withhold            mods     mods    mods    mods    yes       yes     mods    mods     unknown
gl:case-form:remove           mods     mods    mods    mods    yes       yes     mods    mods     nocase
gl:case-form:block            mods     mods    mods    mods    yes       yes     mods    mods     nocase
gl:key                        manage   manage  manage  manage  manage    manage  yes     manage   home
gl:report                     yes      yes     own     yes     more      more    yes     yes      novideo
gl:appealing                  noblock  noblock noblock yes     noblock   noblock noblock noblock  noblock

/create: model                yes      yes     yes     yes     yes       yes     yes     yes      home
/create: camera               yes      yes     yes     yes     yes       yes     yes     yes      home
/create: effect               yes      yes     yes     yes     yes       yes     yes     yes      home
/create: image_from           nothing  nothing yes     nothing nothing   nothing nothing nothing  nothing
/create: video_from           nothing  nothing yes     nothing nothing   nothing nothing nothing  nothing
/cancel: id                   nothing  nothing yes     nothing nothing   nothing nothing nothing  nothing
/show: id                     nothing  yes     yes     yes     yes       yes     yes     yes      nothing
/mod block: until             yes      yes     yes     yes     yes       yes     yes     yes      home
/mod refund: id               nothing  nothing nothing nothing yes       yes     nothing nothing  nothing
/mod remove: id               nothing  nothing nothing nothing yes       yes     nothing nothing  nothing
/settings words remove: word  nothing  nothing nothing nothing nothing   nothing yes     nothing  home
/settings timezone: name      yes      yes     yes     yes     yes       yes     yes     yes      home
/settings models: allow       yes      yes     yes     yes     yes       yes     yes     yes      home
/settings models: deny        yes      yes     yes     yes     yes       yes     yes     yes      home
/settings models: default     yes      yes     yes     yes     yes       yes     yes     yes      home
/operator fund: server        nothing  nothing nothing nothing nothing   nothing nothing yes      nothing
/operator pause: server       nothing  nothing nothing nothing nothing   nothing nothing yes      nothing
/operator resume: server      nothing  nothing nothing nothing nothing   nothing nothing yes      nothing
"""
"""One row for each deed, one column for each kind of person."""


def cells() -> Mapping[str, Mapping[Who, str]]:
    """Read the table."""
    header, *rows = [line.split() for line in TABLE.splitlines() if line]
    columns = [Who(name) for name in header]
    return {
        " ".join(row[: -len(columns)]): dict(zip(columns, row[-len(columns) :], strict=True)) for row in rows
    }
