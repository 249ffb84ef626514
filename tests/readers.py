"""What other programs read in the documents of a forum: tests/readers.py FOLDER, with what `tout.zip` holds.

python-docx, odfpy, openpyxl and pypdf read; LibreOffice turns DOCX into ODT and both into PDF. Exit status 1 when
one of them misses a heading, a table, a word or the language."""

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import docx
import openpyxl
from odf import opendocument, table, teletype, text
from pypdf import PdfReader

FOLDER = Path(sys.argv[1])
WRONG = []


def one(end):
    return next(path for path in FOLDER.iterdir() if path.name.endswith(end))


def ask(is_right, sentence):
    if not is_right:
        WRONG.append(sentence)


def letters(words):
    """What stands on paper, however it is broken into lines."""
    return re.sub(r"\s+", "", words)


def convert(path, kind, out):
    office = ["soffice", f"-env:UserInstallation=file://{out}/office", "--headless", "--convert-to", kind]
    subprocess.run([*office, "--outdir", out, path], check=True, capture_output=True)
    return Path(out) / (path.stem + "." + kind.split(":")[0])


def read_docx(path):
    document = docx.Document(path)
    paragraphs = list(document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"))
    words = [docx.text.paragraph.Paragraph(one, document) for one in paragraphs]
    headings = [(int(one.style.name[-1]), one.text) for one in words if one.style.name.startswith("Heading ")]
    ask(all(one.style is not None for one in words), f"{path.name}: a paragraph has no style")
    heads = sum(len(one._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")) for one in document.tables)
    language = document.styles.element.xpath("./w:docDefaults//w:lang/@w:val")
    return {
        "title": document.core_properties.title,
        "language": (language or [""])[0],
        "headings": headings,
        "tables": len(document.tables),
        "head rows": heads,
        "cells": [cell.text for one in document.tables for row in one.rows for cell in row.cells],
        "words": "\n".join(one.text for one in words),
    }


def read_odt(path):
    document = opendocument.load(path)
    headings = [
        (int(one.getAttribute("outlinelevel")), teletype.extractText(one))
        for one in document.getElementsByType(text.H)
        if teletype.extractText(one)
    ]
    tables = document.getElementsByType(table.Table)
    languages = re.findall(r'fo:language="(\w+)"', document.stylesxml())
    return {
        "title": re.search(r"<dc:title>(.*?)</dc:title>", document.metaxml(), re.S).group(1),
        "language": languages[0] if languages else "",
        "headings": headings,
        "tables": len(tables),
        "head rows": len(document.getElementsByType(table.TableHeaderRows)),
        "words": "\n".join(
            teletype.extractText(one) for kind in (text.H, text.P) for one in document.getElementsByType(kind)
        ),
    }


def read_pdf(path):
    document = PdfReader(path)

    def count(outline):
        return sum(count(one) if isinstance(one, list) else 1 for one in outline)

    root = document.trailer["/Root"]
    return {
        "pages": len(document.pages),
        "bookmarks": count(document.outline),
        "language": root.get("/Lang", ""),
        "tagged": "/StructTreeRoot" in root,
        "words": letters("".join(page.extract_text() for page in document.pages)),
    }


def main():
    with open(one("tableau.csv"), encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    data = json.loads(one("donnees.json").read_text())
    said = [one["text"] for one in data["contributions"] if one["text"]]
    sheet = openpyxl.load_workbook(one("tableau.xlsx")).active
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    ask([len(row) for row in cells] == [len(row) for row in rows], "xlsx and csv: not the same rows")
    ask(set(said) <= {row[6] for row in cells}, "xlsx: words are missing")
    ods = opendocument.load(one("tableau.ods"))
    lines = ods.getElementsByType(table.TableRow)
    ask(len(lines) == len(rows), "ods and csv: not the same rows")
    found = {
        "\n".join(teletype.extractText(p) for p in cell.getElementsByType(text.P))
        for cell in ods.getElementsByType(table.TableCell)
    }
    ask(set(said) <= found, "ods: words are missing")
    print(f"tables: {len(rows) - 1} rows, {len(rows[0])} columns")
    for name in ("livre", "synthese", "fiches"):
        book, open_book = one(f"{name}.docx"), one(f"{name}.odt")
        word, writer = read_docx(book), read_odt(open_book)
        ask(word["headings"] == writer["headings"], f"{name}: headings differ")
        for kind, document in (("docx", word), ("odt", writer)):
            ask(document["language"].startswith(data["forum"]["language"]), f"{name}.{kind}: {document['language']!r}")
            ask(document["head rows"] == document["tables"], f"{name}.{kind}: a table has no head row")
            ask(document["title"], f"{name}.{kind}: no title")
            if name == "livre":
                missing = [one for one in said if letters(one) not in letters(document["words"])]
                ask(not missing, f"{name}.{kind} lacks {missing[:3]}")
        with tempfile.TemporaryDirectory() as out:
            again = read_odt(convert(book, "odt", out))
            ask(again["headings"] == word["headings"], f"{name}.docx in LibreOffice: other headings")
            ask(again["head rows"] == word["tables"], f"{name}.docx in LibreOffice: head rows are lost")
            tagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
            for path in (book, open_book):
                pdf = read_pdf(convert(path, tagged, out))
                said_so = f"{path.name} as PDF"
                ask(pdf["bookmarks"] >= len(word["headings"]), f"{said_so}: {pdf['bookmarks']} bookmarks")
                ask(pdf["tagged"], f"{said_so}: not tagged")
                ask(pdf["language"].startswith(data["forum"]["language"]), f"{said_so}: {pdf['language']!r}")
                lost = [one for one in said if letters(one) not in pdf["words"]] if name == "livre" else []
                print(f"{said_so}: {pdf['pages']} pages, {pdf['bookmarks']} bookmarks, {len(lost)} texts not found")
        levels = [sum(level == one for level, _ in word["headings"]) for one in (1, 2, 3)]
        print(f"{name}: headings {levels}, {word['tables']} tables, {len(word['words'])} letters, {word['language']}")
    for sentence in WRONG:
        print("WRONG", sentence)
    sys.exit(bool(WRONG))


main()
