"""Source videos, looked at before a task is taken."""

from pathlib import Path

import av

from sandbox.provider.fetching import Unusable

# As FFmpeg names them: MP4 and MOV, WEBM and Matroska.
_CONTAINERS = frozenset({"mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"})


def judge_video(path: Path) -> tuple[int, int]:
    """Width and height of a video whose first picture decodes; raises Unusable when it is not one."""
    try:
        with av.open(str(path)) as video:
            if video.format.name in _CONTAINERS:
                for frame in video.decode(video=0):
                    return frame.width, frame.height
    except (av.FFmpegError, IndexError) as error:
        # IndexError: there is sound only.
        raise Unusable("It cannot be read as MP4, MOV or WEBM.") from error
    raise Unusable("It cannot be read as MP4, MOV or WEBM.")
