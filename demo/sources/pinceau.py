"""The brush: strokes in a scene's colours, large first, finer where the canvas is still far from it."""

from __future__ import annotations

import math
import random

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]

# Radius of the brush, length and number of strokes, difference of colour below which a stroke is spared.
LAYERS = ((17, 46, 2600, 0), (9, 26, 8000, 16), (5, 15, 16000, 22), (2.5, 10, 26000, 30))


def painted(scene: Image.Image, chance: random.Random) -> Image.Image:
    """The scene as brush strokes laid along its contours."""
    width, height = scene.size
    canvas = Image.new("RGB", scene.size, (196, 180, 150))
    brush = ImageDraw.Draw(canvas)
    for radius, length, count, spare in LAYERS:
        model = scene.filter(ImageFilter.GaussianBlur(radius * 0.5))
        slope = scene.convert("L").filter(ImageFilter.GaussianBlur(radius))
        for _ in range(count):
            at = chance.randrange(width), chance.randrange(height)
            colour = pixel(model, at)
            if sum(abs(a - b) for a, b in zip(colour, pixel(canvas, at), strict=True)) < spare:
                continue
            angle = direction(slope, at, chance)
            stroke(brush, at, angle, length * chance.uniform(0.6, 1.2), radius, shade(colour, chance))
    return canvas.filter(ImageFilter.GaussianBlur(0.6))


def pixel(image: Image.Image, at: tuple[int, int]) -> Colour:
    found = image.getpixel(at)
    assert isinstance(found, tuple)
    return found[0], found[1], found[2]


def direction(slope: Image.Image, at: tuple[int, int], chance: random.Random) -> float:
    """Along the contour where there is one, nearly level elsewhere."""

    def grey(dx: int, dy: int) -> float:
        x, y = min(max(at[0] + dx, 0), slope.width - 1), min(max(at[1] + dy, 0), slope.height - 1)
        found = slope.getpixel((x, y))
        assert isinstance(found, int)
        return found

    across, down = grey(3, 0) - grey(-3, 0), grey(0, 3) - grey(0, -3)
    if abs(across) + abs(down) < 4:
        return chance.gauss(0.15, 0.35)
    return math.atan2(down, across) + math.pi / 2 + chance.gauss(0, 0.12)


def stroke(
    brush: ImageDraw.ImageDraw,
    at: tuple[int, int],
    angle: float,
    length: float,
    radius: float,
    colour: Colour,
) -> None:
    dx, dy = math.cos(angle) * length / 2, math.sin(angle) * length / 2
    ends = ((at[0] - dx, at[1] - dy), (at[0] + dx, at[1] + dy))
    brush.line(ends, fill=colour, width=max(1, round(radius * 2)))
    for x, y in ends:
        brush.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def shade(colour: Colour, chance: random.Random, spread: float = 7) -> Colour:
    """The colour, a little lighter or darker, a little warmer or colder."""
    light, warm = chance.gauss(0, spread), chance.gauss(0, spread / 3)
    red, green, blue = colour
    return (
        max(0, min(255, round(red + light + warm))),
        max(0, min(255, round(green + light))),
        max(0, min(255, round(blue + light - warm))),
    )
