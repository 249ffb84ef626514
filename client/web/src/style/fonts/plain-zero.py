"""Adds a zero without its slash to Atkinson Hyperlegible Next, behind the feature `ss01`.

    python3 plain-zero.py narrowed.ttf plain.ttf

The counter of the plain zero is the lower left quarter of the slashed one's, mirrored twice; the outline is the font's.
"""

import sys
from copy import deepcopy

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphCoordinates
from fontTools.ttLib.tables.TupleVariation import TupleVariation

OUTLINE = range(0, 16)
# Points of the left half's contour, from the lowest point of the counter to its leftmost.
QUARTER = [16, 26, 25, 24, 23]

font = TTFont(sys.argv[1])
glyphs, advances, variations = font["glyf"], font["hmtx"], font["gvar"].variations
slashed = glyphs["zero"]
points, ends, on = slashed.getCoordinates(glyphs)
points, on = list(points), list(on)
assert list(ends) == [15, 26, 38], "the font's zero is drawn another way: look at its points again"


def whole(values, mirror):
    """The outline, then the counter the other way round; `mirror` is what a point and its mirror add up to."""
    wide, tall = mirror
    quarter = [values[n] for n in QUARTER]
    left = quarter + [(x, tall - y) for x, y in reversed(quarter[:-1])]
    counter = left + [(wide - x, y) for x, y in reversed(left[1:-1])]
    return [values[n] for n in OUTLINE] + turned(counter)


def turned(contour):
    return [contour[0], *reversed(contour[1:])]


width = advances["zero"][0]
plain = Glyph()
plain.numberOfContours = 2
plain.coordinates = GlyphCoordinates(whole(points, (width, points[0][1] + points[8][1])))
left = [on[n] for n in QUARTER] + [on[n] for n in reversed(QUARTER[:-1])]
plain.flags = bytearray([on[n] for n in OUTLINE] + turned(left + list(reversed(left[1:-1]))))
plain.endPtsOfContours = [15, len(plain.coordinates) - 1]
plain.program = slashed.program
glyphs["zero.plain"] = plain
plain.recalcBounds(glyphs)
advances["zero.plain"] = (width, plain.xMin)

variations["zero.plain"] = []
for variation in variations["zero"]:
    variation.calcInferredDeltas([*points, (0, 0), (width, 0), (0, 0), (0, 0)], list(ends))
    deltas = variation.coordinates
    drawn = whole(deltas, (deltas[len(points) + 1][0], deltas[0][1] + deltas[8][1]))
    variations["zero.plain"].append(TupleVariation(dict(variation.axes), [*drawn, *deltas[len(points) :]]))

twin = deepcopy(glyphs["zero.tf"])
for component in twin.components:
    component.glyphName = "zero.plain"
glyphs["zero.plain.tf"] = twin
advances["zero.plain.tf"] = advances["zero.tf"]
variations["zero.plain.tf"] = variations["zero.tf"]
font.setGlyphOrder(list(glyphs.glyphOrder))

table = font["GSUB"].table
table.LookupList.Lookup.append(
    buildLookup([buildSingleSubstSubtable({"zero": "zero.plain", "zero.tf": "zero.plain.tf"})])
)
table.LookupList.LookupCount = len(table.LookupList.Lookup)
record = otTables.FeatureRecord()
record.FeatureTag = "ss01"
record.Feature = otTables.Feature()
record.Feature.FeatureParams = None
record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
record.Feature.LookupCount = 1
table.FeatureList.FeatureRecord.append(record)
table.FeatureList.FeatureCount = len(table.FeatureList.FeatureRecord)
number = len(table.FeatureList.FeatureRecord) - 1
for script in table.ScriptList.ScriptRecord:
    for system in [script.Script.DefaultLangSys, *(one.LangSys for one in script.Script.LangSysRecord)]:
        system.FeatureIndex.append(number)
        system.FeatureCount = len(system.FeatureIndex)

font.save(sys.argv[2])
