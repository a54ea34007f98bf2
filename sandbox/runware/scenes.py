"""What a take shall show."""

from sandbox.render.scene import Scene
from sandbox.runware.takes import Take, Task


def scene_of(task: Task, take: Take) -> Scene:
    """The scene a take shows; each take has a seed of its own."""
    request, inputs = task.request, task.inputs
    width, height = request.size(inputs.size)
    return Scene(
        prompt=request.prompt,
        width=width,
        height=height,
        duration_seconds=max(1, round(request.duration_seconds)),
        seed=take.seed,
        container=request.container,
        audio=request.audio,
        first_frame=inputs.first,
        last_frame=inputs.last,
        camera=request.camera,
        effect=request.effect,
        style=request.style,
        motion=request.motion,
        multi_clip=request.multi_clip,
        quality=request.quality,
        source_video=inputs.video,
    )
