"""A gentle tune out of a seed: a slow chord with plucked notes over it."""

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000
LEVEL = 0.12
# Steps above the root, in semitones: major and minor pentatonic, and the chords under them.
SCALES = ((0, 2, 4, 7, 9, 12, 14), (0, 3, 5, 7, 10, 12, 15))
CHORDS = (((0, 4, 7), (-3, 0, 4), (-7, 0, 5), (-5, -1, 2)), ((0, 3, 7), (-4, 0, 3), (-2, 2, 5), (-5, -2, 2)))
NOTE_SECONDS = 0.375

Sound = NDArray[np.float32]


def tune(seed: int, duration_seconds: float) -> Sound:
    """Return this many seconds of mono samples at 48 kHz, faded in and out, with an RMS of 0.12."""
    rng = np.random.default_rng([seed, 1])
    mood, root = int(rng.integers(2)), 196.0 * 2 ** (int(rng.integers(-4, 6)) / 12)
    samples = np.zeros(round(duration_seconds * SAMPLE_RATE), dtype=np.float32)
    for bar, start in enumerate(np.arange(0, duration_seconds, 4 * NOTE_SECONDS)):
        for step in CHORDS[mood][bar % 4]:
            _add(samples, start, 4 * NOTE_SECONDS, root * 2 ** (step / 12), decay=0.6, level=0.5)
    for start in np.arange(0, duration_seconds, NOTE_SECONDS):
        if rng.random() < 0.8:
            step = int(rng.choice(SCALES[mood])) + 12
            _add(samples, start, 3 * NOTE_SECONDS, root * 2 ** (step / 12), decay=4.0, level=1.0)
    samples *= _fades(len(samples))
    loudness = float(np.sqrt(np.mean(samples**2)))
    return np.asarray(np.clip(samples * (LEVEL / max(loudness, 1e-6)), -1, 1), dtype=np.float32)


def _add(samples: Sound, start: float, length: float, pitch: float, *, decay: float, level: float) -> None:
    """Mix one note in: its overtones die sooner than its root, and nothing begins or ends with a click."""
    first = round(start * SAMPLE_RATE)
    times = np.arange(min(round(length * SAMPLE_RATE), len(samples) - first), dtype=np.float32) / SAMPLE_RATE
    edge = np.clip(np.minimum(times / 0.02, (length - times) / 0.1), 0, 1)
    wave = sum(np.sin(2 * np.pi * pitch * n * times) * np.exp(-decay * n * times) / n**2 for n in (1, 2, 3))
    samples[first : first + len(times)] += wave * edge * level


def _fades(count: int) -> Sound:
    seconds = np.arange(count, dtype=np.float32) / SAMPLE_RATE
    fade = np.minimum(seconds / 0.3, (count / SAMPLE_RATE - seconds) / 0.6)
    return np.clip(fade, 0, 1)
