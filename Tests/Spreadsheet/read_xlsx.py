"""Reads a workbook with nothing but the standard library, and says what is in it as JSON.

ECMA-376 part 1: a zip of XML parts; cells hold numbers, shared strings or inline strings; a style
names a number format. A cell is written as its text or number, and as [number, format] when the
format is not General. Any formula is an error: we never write one.
"""

import json
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
KINDS = ("barChart", "lineChart", "scatterChart")


def texts(element):
    return "".join(t.text or "" for t in element.iter(MAIN + "t"))


def formats(book):
    """The number format of every style, by the number of the style."""
    root = ET.fromstring(book.read("xl/styles.xml"))
    codes = {0: "General", 3: "#,##0", 4: "#,##0.00"}
    for code in root.iter(MAIN + "numFmt"):
        codes[int(code.get("numFmtId"))] = code.get("formatCode")
    return [codes[int(xf.get("numFmtId"))] for xf in root.find(MAIN + "cellXfs")]


def cell(c, shared, styles):
    assert c.find(MAIN + "f") is None, "a formula at " + c.get("r")
    kind, value = c.get("t"), c.find(MAIN + "v")
    if kind == "inlineStr":
        return texts(c)
    if value is None:
        return None
    if kind == "s":
        return shared[int(value.text)]
    style = styles[int(c.get("s", "0"))]
    number = float(value.text)
    return number if style == "General" else [number, style]


def sheet(part, shared, styles):
    cells = {c.get("r"): cell(c, shared, styles) for c in part.iter(MAIN + "c")}
    found = {"cells": {place: value for place, value in cells.items() if value is not None}}
    for pane in part.iter(MAIN + "pane"):
        found["frozen"] = int(pane.get("ySplit", "0"))
    for area in part.iter(MAIN + "autoFilter"):
        found["filter"] = area.get("ref")
    return found


def chart(root):
    """The kind of a chart, and of each series its name and where its figures are."""
    kinds = [kind for kind in KINDS if root.find(".//" + CHART + kind) is not None]
    series = []
    for one in root.iter(CHART + "ser"):
        name = one.find(CHART + "tx").find(".//" + CHART + "v")
        places = [f.text for f in one.iter(CHART + "f")]
        series.append([name.text if name is not None else "", places])
    return {"kind": "+".join(kinds), "series": series}


def main(path):
    book = zipfile.ZipFile(path)
    assert book.testzip() is None, "a part of the zip is damaged"
    names = book.namelist()
    for name in names:
        if name.endswith((".xml", ".rels")):
            ET.fromstring(book.read(name))
    shared = []
    if "xl/sharedStrings.xml" in names:
        root = ET.fromstring(book.read("xl/sharedStrings.xml"))
        shared = [texts(si) for si in root.iter(MAIN + "si")]
    styles = formats(book)
    root = ET.fromstring(book.read("xl/workbook.xml"))
    sheets = {}
    for number, one in enumerate(root.iter(MAIN + "sheet"), 1):
        part = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
        sheets[one.get("name")] = sheet(part, shared, styles)
    charts = sorted(n for n in names if n.startswith("xl/charts/chart"))
    found = {"sheets": sheets, "charts": [chart(ET.fromstring(book.read(n))) for n in charts]}
    print(json.dumps(found, sort_keys=True, ensure_ascii=False, indent=1))


main(sys.argv[1])
