"""The plain zero of `plain-zero.py` as the font's only one, and the narrow blank and the hyphen that do not break.

    python3 plain.py WEIGHT instance.ttf plain.ttf
"""

import sys

from fontTools.ttLib import TTFont

weight, font = int(sys.argv[1]), TTFont(sys.argv[2])
for table in font["cmap"].tables:
    if table.isUnicode():
        table.cmap[0x30] = "zero.plain"
        table.cmap[0x202F], table.cmap[0x2011] = table.cmap[0xA0], table.cmap[0x2D]
font["OS/2"].usWeightClass = weight
font.flavor = None
font.save(sys.argv[3])
