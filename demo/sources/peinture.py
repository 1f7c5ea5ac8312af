"""The pictures of the sample collection: three scenes of an imaginary village, drawn, then painted.

A scene is flat shapes; the brush does the rest. Chance is seeded by the name of the picture.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from PIL import ExifTags, Image, ImageDraw
from pinceau import Colour, painted, shade

SIZE = WIDTH, HEIGHT = 960, 640
LARGEST = 60_000
"""Bytes: a picture is compressed more until it is below."""

Points = list[tuple[float, float]]


@dataclass(frozen=True)
class Picture:
    """What is drawn, and what its EXIF says (ASCII only, as EXIF wants)."""

    name: str
    description: str
    taken: str
    draw: Callable[[ImageDraw.ImageDraw, random.Random], None]


def photographs() -> dict[str, bytes]:
    """The pictures as JPEG files, by name."""
    return {f"{picture.name}.jpg": jpeg(picture) for picture in PICTURES}


def jpeg(picture: Picture) -> bytes:
    chance = random.Random(picture.name)
    scene = Image.new("RGB", SIZE)
    picture.draw(ImageDraw.Draw(scene), chance)
    image = painted(scene, chance)
    for quality in range(86, 40, -4):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, exif=exif(picture), dpi=(150, 150))
        if out.tell() < LARGEST:
            break
    return out.getvalue()


def exif(picture: Picture) -> Image.Exif:
    data = Image.Exif()
    data[ExifTags.Base.ImageDescription] = picture.description
    data[ExifTags.Base.Artist] = "Commune de Saint-Remy-les-Etangs (imaginaire)"
    data[ExifTags.Base.Copyright] = "EUPL-1.2"
    data[ExifTags.Base.Software] = "Chartrier, image dessinee pour la demonstration"
    data[ExifTags.Base.DateTime] = picture.taken
    details = data.get_ifd(ExifTags.IFD.Exif)
    details[ExifTags.Base.DateTimeOriginal] = picture.taken
    details[ExifTags.Base.DateTimeDigitized] = picture.taken
    return data


# ---- what the scenes share


def mix(first: Colour, second: Colour, part: float) -> Colour:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return (red, green, blue)


def fade(draw: ImageDraw.ImageDraw, top: int, bottom: int, first: Colour, second: Colour) -> None:
    for y in range(top, bottom):
        draw.line((0, y, WIDTH, y), fill=mix(first, second, (y - top) / (bottom - top)))


def clouds(draw: ImageDraw.ImageDraw, chance: random.Random, places: Points, colour: Colour) -> None:
    for x, y in places:
        for _ in range(9):
            cx, cy = x + chance.gauss(0, 55), y + chance.gauss(0, 11)
            wide, high = chance.uniform(28, 60), chance.uniform(10, 22)
            draw.ellipse((cx - wide, cy - high, cx + wide, cy + high), fill=shade(colour, chance, 4))


def foliage(
    draw: ImageDraw.ImageDraw, chance: random.Random, centre: tuple[float, float], size: float, colour: Colour
) -> None:
    """A crown of leaves: dark below, light above."""
    x, y = centre
    for step in range(46):
        rise = 1 - step / 46
        cx, cy = (
            x + chance.gauss(0, size * 0.5),
            y + size * 0.55 * (rise - 0.5) + chance.gauss(0, size * 0.22),
        )
        radius = size * chance.uniform(0.12, 0.28)
        tone = mix(colour, (222, 214, 120), max(0.0, 0.45 - rise * 0.6))
        tone = mix(tone, (24, 44, 40), max(0.0, rise - 0.55))
        draw.ellipse((cx - radius, cy - radius, cx + radius, cy + radius), fill=tone)


def wall(draw: ImageDraw.ImageDraw, chance: random.Random, box: tuple[int, int, int, int], stone: Colour) -> None:
    """Courses of stones in a rectangle."""
    left, top, right, bottom = box
    draw.rectangle(box, fill=mix(stone, (90, 78, 66), 0.35))
    y = top
    while y < bottom:
        high, x = chance.randint(13, 19), left - chance.randint(0, 25)
        while x < right:
            wide = chance.randint(24, 48)
            begin, end = max(x, left), min(x + wide - 3, right)
            if end > begin:
                draw.rectangle((begin, y, end, min(y + high - 3, bottom)), fill=shade(stone, chance, 12))
            x += wide
        y += high


def roof(
    draw: ImageDraw.ImageDraw,
    chance: random.Random,
    corners: Points,
    colour: Colour,
    rows: int,
    columns: int = 34,
) -> None:
    """Rows of tiles or slates; corners are ridge left, ridge right, eave right, eave left."""
    ridge_left, ridge_right, eave_right, eave_left = corners

    def at(along: float, down: float) -> tuple[float, float]:
        upper = between(ridge_left, ridge_right, min(along, 1.0))
        lower = between(eave_left, eave_right, min(along, 1.0))
        return between(upper, lower, min(down, 1.0))

    for row in range(rows):
        top, bottom = row / rows, (row + 1.15) / rows
        for column in range(columns):
            begin, end = (column + row % 2 * 0.5) / columns, (column + 0.9 + row % 2 * 0.5) / columns
            tile = [at(begin, top), at(end, top), at(end, bottom), at(begin, bottom)]
            draw.polygon(tile, fill=shade(mix(colour, (40, 30, 30), 0.22 * (1 - top)), chance, 9))


def between(first: tuple[float, float], second: tuple[float, float], part: float) -> tuple[float, float]:
    return (first[0] + (second[0] - first[0]) * part, first[1] + (second[1] - first[1]) * part)


# ---- the scenes


def wash_house(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    fade(draw, 0, 330, (126, 170, 203), (231, 228, 205))
    clouds(draw, chance, [(210, 70), (560, 45), (840, 110)], (246, 242, 230))
    for x, y, size in ((60, 215, 150), (230, 235, 120), (760, 220, 140), (905, 190, 170)):
        draw.line((x, y, x, 360), fill=(82, 62, 46), width=14)
        foliage(draw, chance, (x, y), size, (74, 116, 66))
    fade(draw, 288, 334, (66, 100, 58), (86, 112, 66))
    fade(draw, 330, HEIGHT, (150, 140, 112), (118, 106, 84))
    wall(draw, chance, (150, 250, 810, 372), (186, 172, 144))
    draw.rectangle((196, 262, 764, 370), fill=(66, 58, 50))
    wall(draw, chance, (210, 290, 750, 372), (142, 130, 110))
    roof(draw, chance, [(245, 118), (715, 118), (872, 262), (88, 262)], (186, 92, 60), 11)
    draw.line((245, 116, 715, 116), fill=(132, 62, 44), width=9)
    draw.line((88, 265, 872, 265), fill=(74, 50, 36), width=9)
    for x in (128, 318, 480, 642, 832):
        draw.rectangle((x - 9, 268, x + 9, 432), fill=(104, 72, 48))
        draw.rectangle((x - 9, 268, x - 4, 432), fill=(146, 106, 72))
        draw.polygon([(x - 9, 272), (x - 44, 272), (x - 9, 318)], fill=(92, 62, 42))
        draw.polygon([(x + 9, 272), (x + 44, 272), (x + 9, 318)], fill=(92, 62, 42))
    basin(draw, chance)
    for _ in range(260):
        x, y = chance.randrange(WIDTH), chance.randrange(575, HEIGHT)
        draw.ellipse((x - 22, y - 6, x + 22, y + 6), fill=shade((158, 146, 122), chance, 14))
    for x, y, tint in ((70, 560, (196, 70, 78)), (112, 585, (214, 120, 140)), (880, 572, (206, 84, 92))):
        foliage(draw, chance, (x, y), 62, (70, 112, 62))
        for _ in range(26):
            cx, cy = x + chance.gauss(0, 26), y + chance.gauss(-12, 14)
            draw.ellipse((cx - 5, cy - 5, cx + 5, cy + 5), fill=tint)


def basin(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    """The water, what it mirrors, and its stone rim."""
    draw.polygon([(170, 405), (790, 405), (905, 562), (55, 562)], fill=(208, 196, 168))
    draw.polygon([(200, 420), (760, 420), (848, 538), (112, 538)], fill=(66, 108, 112))
    for y in range(420, 538, 2):
        depth = (y - 420) / 118
        left, right = 200 - 88 * depth, 760 + 88 * depth
        tone = mix((122, 74, 56), (86, 138, 146), min(1.0, depth * 1.5))
        draw.line((left, y, right, y), fill=shade(tone, chance, 5), width=2)
    for x in (318, 480, 642):
        draw.line((x, 421, x + (x - 480) * 0.12, 492), fill=(70, 58, 48), width=13)
    for _ in range(70):
        y = chance.randrange(430, 535)
        x = chance.randrange(190, 770)
        draw.line((x, y, x + chance.randint(20, 70), y), fill=(190, 214, 210), width=2)
    draw.polygon([(112, 538), (848, 538), (905, 562), (55, 562)], fill=(222, 210, 182))
    draw.polygon([(55, 562), (905, 562), (905, 588), (55, 588)], fill=(150, 138, 114))


def church(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    fade(draw, 0, 420, (92, 128, 176), (250, 208, 150))
    clouds(draw, chance, [(150, 150), (420, 90), (800, 170), (640, 250)], (250, 222, 190))
    draw.polygon([(0, 400), (240, 345), (520, 380), (760, 338), (960, 385), (960, 470), (0, 470)], fill=(112, 132, 128))
    draw.polygon([(0, 430), (300, 392), (640, 420), (960, 400), (960, 500), (0, 500)], fill=(104, 130, 92))
    fade(draw, 470, HEIGHT, (132, 148, 82), (86, 108, 58))
    for x, y, size in ((70, 370, 120), (160, 400, 90), (900, 360, 130), (820, 400, 80)):
        draw.line((x, y, x, 478), fill=(70, 56, 44), width=12)
        foliage(draw, chance, (x, y), size, (78, 104, 60))
    wall(draw, chance, (400, 330, 760, 492), (214, 196, 160))
    roof(draw, chance, [(398, 228), (726, 228), (782, 336), (398, 336)], (92, 98, 112), 10)
    wall(draw, chance, (712, 372, 826, 492), (206, 188, 152))
    roof(draw, chance, [(722, 318), (792, 318), (842, 378), (704, 378)], (98, 104, 118), 6, 14)
    wall(draw, chance, (262, 176, 402, 492), (222, 204, 168))
    draw.rectangle((372, 176, 402, 492), fill=(168, 148, 120))
    draw.polygon([(250, 180), (332, 52), (414, 180)], fill=(84, 90, 106))
    draw.polygon([(332, 52), (414, 180), (352, 180)], fill=(60, 64, 82))
    draw.line((332, 56, 332, 14), fill=(40, 40, 46), width=6)
    draw.line((318, 28, 346, 28), fill=(40, 40, 46), width=6)
    for x in (292, 344):
        window(draw, x, 216, 24, 62, (46, 42, 46))
    draw.ellipse((312, 300, 352, 340), fill=(238, 232, 214), outline=(86, 70, 54), width=4)
    draw.line((332, 320, 332, 306), fill=(50, 44, 40), width=3)
    draw.line((332, 320, 342, 324), fill=(50, 44, 40), width=3)
    window(draw, 332, 396, 62, 96, (96, 60, 42))
    for x in (462, 548, 634):
        window(draw, x, 372, 34, 82, (64, 78, 104))
        draw.line((x, 374, x, 452), fill=(198, 150, 92), width=3)
    window(draw, 770, 412, 26, 52, (64, 78, 104))
    for x in (418, 505, 591, 678):
        draw.polygon([(x - 8, 348), (x + 8, 348), (x + 15, 492), (x - 15, 492)], fill=(196, 176, 140))
    draw.polygon([(304, 492), (360, 492), (560, HEIGHT), (250, HEIGHT)], fill=(222, 204, 166))
    wall(draw, chance, (0, 480, 262, 522), (182, 168, 138))
    wall(draw, chance, (430, 492, WIDTH, 530), (182, 168, 138))
    meadow(draw, chance)


def window(draw: ImageDraw.ImageDraw, x: int, top: int, wide: int, high: int, colour: Colour) -> None:
    """An opening with a round arch, its stone frame around it."""
    for grow, tint in ((6, (238, 224, 192)), (0, colour)):
        half = wide / 2 + grow
        draw.ellipse((x - half, top - grow, x + half, top + wide + grow), fill=tint)
        draw.rectangle((x - half, top + wide / 2, x + half, top + high), fill=tint)


def meadow(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for _ in range(900):
        x, y = chance.randrange(WIDTH), chance.randrange(530, HEIGHT)
        if abs(x - (332 + (y - 492) * 0.5)) < 40 + (y - 492) * 0.75:
            continue
        tint = shade(chance.choice([(142, 160, 84), (104, 132, 66), (170, 172, 96)]), chance, 8)
        draw.line((x, y, x + chance.randint(-4, 4), y - chance.randint(8, 18)), fill=tint, width=3)
    for _ in range(70):
        x, y = (
            chance.choice([chance.randrange(0, 230), chance.randrange(640, WIDTH)]),
            chance.randrange(545, HEIGHT),
        )
        draw.ellipse(
            (x - 4, y - 4, x + 4, y + 4),
            fill=chance.choice([(236, 226, 120), (240, 238, 230), (196, 72, 64)]),
        )


def school_roof(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    fade(draw, 0, 380, (88, 146, 200), (206, 226, 232))
    clouds(draw, chance, [(130, 60), (520, 80), (880, 50)], (250, 248, 242))
    fade(draw, 380, 560, (70, 104, 62), (112, 128, 78))
    foliage(draw, chance, (60, 320), 150, (66, 110, 64))
    foliage(draw, chance, (920, 300), 170, (72, 114, 62))
    fade(draw, 560, HEIGHT, (176, 166, 146), (140, 130, 112))
    wall(draw, chance, (110, 360, 850, 566), (226, 210, 178))
    draw.rectangle((110, 356, 850, 378), fill=(196, 178, 146))
    for x in (190, 330, 630, 770):
        draw.rectangle((x - 34, 412, x + 34, 520), fill=(240, 236, 224))
        draw.rectangle((x - 28, 418, x + 28, 514), fill=(92, 124, 142))
        draw.line((x, 418, x, 514), fill=(240, 236, 224), width=5)
        draw.line((x - 28, 462, x + 28, 462), fill=(240, 236, 224), width=5)
        draw.rectangle((x - 40, 520, x + 40, 528), fill=(188, 104, 76))
    draw.rectangle((440, 420, 520, 566), fill=(62, 92, 110))
    draw.line((480, 420, 480, 566), fill=(44, 66, 82), width=4)
    draw.rectangle((418, 384, 542, 408), fill=(244, 240, 228))
    corners: Points = [(190, 150), (770, 150), (900, 366), (60, 366)]
    draw.polygon(corners, fill=(206, 172, 116))
    roof(draw, chance, [(190, 150), (470, 150), (470, 366), (60, 366)], (74, 84, 98), 15, 24)
    rafters(draw)
    draw.line((186, 150, 774, 150), fill=(150, 156, 160), width=8)
    for x in (270, 700):
        wall(draw, chance, (x, 78, x + 52, 190), (178, 104, 78))
        draw.rectangle((x - 5, 72, x + 57, 84), fill=(206, 192, 170))
    scaffold(draw, chance)


def rafters(draw: ImageDraw.ImageDraw) -> None:
    """The side that is being done again: rafters, insulation of wood fibre, battens, the first new slates."""
    for step in range(13):
        part = step / 12
        top, bottom = 474 + (766 - 474) * part, 474 + (894 - 474) * part
        draw.line((top, 154, bottom, 362), fill=(122, 84, 50), width=7)
    for row in range(13):
        down = row / 13
        y = 158 + 204 * down
        draw.line((474, y, 768 + 126 * down, y), fill=(232, 200, 142), width=5)
    draw.polygon([(474, 318), (612, 318), (612, 366), (474, 366)], fill=(58, 72, 90))
    draw.polygon([(612, 342), (690, 342), (694, 366), (612, 366)], fill=(58, 72, 90))


def scaffold(draw: ImageDraw.ImageDraw, chance: random.Random) -> None:
    steel = (196, 200, 204)
    for x in (560, 680, 800, 905):
        draw.line((x, 230, x, 596), fill=steel, width=6)
    for y in (300, 384, 480):
        draw.line((548, y, 918, y), fill=steel, width=5)
    draw.rectangle((548, 388, 918, 398), fill=(202, 158, 94))
    draw.rectangle((548, 484, 918, 494), fill=(202, 158, 94))
    for x, far in ((560, 680), (800, 905)):
        draw.line((x, 480, far, 390), fill=steel, width=4)
    draw.line((520, 600, 604, 384), fill=(214, 160, 70), width=5)
    draw.line((540, 604, 622, 390), fill=(214, 160, 70), width=5)
    for step in range(9):
        part = step / 9
        draw.line(
            (524 + 80 * part, 590 - 205 * part, 543 + 80 * part, 594 - 205 * part),
            fill=(214, 160, 70),
            width=4,
        )
    for pile, x in enumerate((130, 196, 262)):
        for row in range(7 - pile):
            y = 604 - row * 9
            draw.rectangle((x, y, x + 56, y + 6), fill=shade((70, 82, 98), chance, 10))
        draw.rectangle((x - 4, 611, x + 60, 618), fill=(170, 128, 80))
    for row in range(4):
        draw.line((660, 622 - row * 8, 900, 616 - row * 8), fill=shade((206, 164, 104), chance, 10), width=7)


PICTURES = (
    Picture("1-lavoir-place-du-lavoir", "Le lavoir, place du Lavoir, vu du sud", "2025:06:14 10:32:05", wash_house),
    Picture("2-eglise-saint-remy", "L'eglise Saint-Remy au soleil couchant", "2025:05:24 20:41:48", church),
    Picture(
        "3-ecole-des-roseaux-toiture",
        "Ecole des Roseaux, refection de la toiture",
        "2025:07:31 09:15:20",
        school_roof,
    ),
)
