"""Reads files beside pandas, or real files with known numbers: see tests/files."""

import json
import os
import random
import statistics
import subprocess
import sys
from pathlib import Path

RUNS = 5


def child(*command):
    """What a program said, and its memory at most in MiB."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{command[0]} failed")
    return said, usage.ru_maxrss / 1024


def sheets(path):
    """An invented LimeSurvey export in full answers: 1 000 sheets, 60 questions, every fourth of several choices."""
    chance = random.Random(12)
    places = [f"Commune {number}" for number in range(40)]
    headings, kinds = ["ID de la réponse", "Date de soumission", "Dernière page"], []
    for number in range(60):
        kind = ["several", "single", "scale", "text"][number % 4]
        kinds.append(kind)
        if kind == "several":
            headings += [f"Question {number} ? [Choix {choice}]" for choice in range(5)]
        else:
            headings.append(f"Question {number} ?")
    words = "les jeunes du village veulent un lieu, un bus le soir et moins de papier".split()
    ages = ["moins de 18", "18-25", "26-64", "65+"]
    lines = [headings]
    for sheet in range(1000):
        row = [str(sheet + 1), "2024-03-01 10:00:00", "6"]
        for number, kind in enumerate(kinds):
            if kind == "several":
                shown = chance.random() > 0.2
                row += [chance.choice(["Oui", "Non", "Non"]) if shown else "N/A" for _ in range(5)]
            elif kind == "single":
                row.append(chance.choice(places if number == 1 else ages))
            elif kind == "scale":
                row.append(chance.choice(["1", "2", "3", "4", "5", ""]))
            else:
                row.append(" ".join(chance.choices(words, k=12)) if chance.random() > 0.5 else chance.choice(["", "None", "3/1/2019", "5+"]))
        lines.append(row)
    quoted = lambda cell: '"' + cell.replace('"', '""') + '"'
    Path(path).write_text("\ufeff" + "".join(",".join(map(quoted, row)) + "\r\n" for row in lines), encoding="utf-8", newline="")


PANDAS = """
import sys, time
import pandas
start = time.perf_counter()
table = pandas.read_csv(sys.argv[1])
cross = pandas.crosstab(table["Question 1 ?"], table["Question 5 ?"])
print(time.perf_counter() - start, len(table), int(cross.to_numpy().sum()))
"""

CHANGED = """
import csv, sys
import pandas
table = pandas.read_csv(sys.argv[1])
rows = list(csv.reader(open(sys.argv[1], encoding="utf-8-sig", newline="")))[1:]
cells = [cell for row in rows for cell in row]
read = ["" if missing else str(value) for row, lost in zip(table.to_numpy(object), table.isna().to_numpy()) for value, missing in zip(row, lost)]
print(sum(cell != seen for cell, seen in zip(cells, read)), len(cells))
"""


def beside(bench, work):
    path = f"{work}/sheets.csv"
    sheets(path)
    ours, theirs = [], []
    for _ in range(RUNS):
        said, memory = child(bench, path)
        seconds, rows, questions = said.split()
        assert rows == "1000" and int(questions) >= 60, said
        ours.append((float(seconds), memory))
        said, memory = child(sys.executable, "-c", PANDAS, path)
        theirs.append((float(said.split()[0]), memory))
    middle = lambda runs, part: statistics.median(run[part] for run in runs)
    for part, name, unit, factor in [(0, "seconds", "ms", 1000), (1, "memory", "MiB", 1)]:
        own, other = middle(ours, part), middle(theirs, part)
        print(f"{name}: {own * factor:.1f} {unit} beside {other * factor:.1f} {unit} of pandas: {own / other:.2f} x")
    changed, cells = child(sys.executable, "-c", CHANGED, path)[0].split()
    print(f"cells changed or lost: 0 beside {changed} of {cells}")


# By the end of a path: tool, records, and of some questions answered, empty and not asked.
KNOWN = {
    "patrimoine-vaud-2019-full-fr.xlsx": ("limesurvey", 348, {"À quelle(s) source(s)": (215, 9, 124), "Quel(s) jour(s)": (224, 0, 124), "Dans quel canton?": (290, 58, 0)}),
    "artifact-survey-2019-codes.xlsx": ("limesurvey", 257, {"g1": (159, 98, 0)}),
    "rse-nl-2017-code-and-text.csv": ("limesurvey", 77, {}),
    "survey_998192_R_data_file.csv": ("limesurvey", 7, {}),
    "array-and-multiple-db638.lss": ("limesurvey", 0, {}),
    "sample-de-en-fr-db146.lss": ("limesurvey", 0, {}),
    "patrimoine-vaud-2019-excel.tsv": ("table", 348, None),
    "coffee-2-versions-both.csv": ("kobo", 5, {"favorite_coffee_type": (5, 0, 0)}),
    "restaurant-french-4-versions.csv": ("kobo", 8, {"type de restaurant": (4, 4, 0)}),
    "nested-repeats-4-sheets.xlsx": ("kobo", 4, {}),
    "select-multiple-one-cell.csv": ("kobo", 3, {"dietary_accommodations": (3, 0, 0)}),
    "transportation.csv": ("ona", 1, {}),
    "nested_repeats.csv": ("ona", 2, {"kids/has_kids": (2, 0, 0)}),
    "tutorial_w_repeats_flattened.csv": ("ona", 1, {"web_browsers": (0, 0, 1)}),
    "universal_newline.csv": ("xlsform", 27, None),
    "mali_health.xlsx": ("xlsform", 15, None),
    "google-forms-en-4-questions.csv": ("google_forms", 42, {"Q2": (42, 0, 0)}),
    "complex_plan.xlsx": ("action_plan", 29, None),
    "results-0.22-valid.csv": ("decidim", 4, None),
    "civraisien-comparateur-forme-insee.csv": ("insee", 35, None),
    "civraisien-contours-communes-2018.geojson": ("geojson", 40, None),
    "civraisien-banatic-2025.csv": ("table", 35, None),
    "SCDL.xlsx": ("table", 10, None),
}


def real(bourdon, folder):
    kinds = {".csv", ".tsv", ".txt", ".xlsx", ".ods", ".lss", ".geojson"}
    folders = [Path(folder) / name for name in ("surveys", "action-plans", "territory")]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in kinds)
    wrong, met = [], set()
    for path in files:
        run = subprocess.run([bourdon, "preview", str(path)], capture_output=True, text=True)
        try:
            seen = json.loads(run.stdout)
        except json.JSONDecodeError:
            wrong.append(f"{path}: no object: {run.stderr}")
            continue
        if run.returncode != (2 if seen["tool"] == "unknown" else int(bool(seen["refused"]))):
            wrong.append(f"{path}: status {run.returncode}")
        questions = seen.get("questions") or []
        wrong += [f"{path}: {one['label']}" for one in questions if one["answered"] + one["empty"] + one["not_asked"] != seen["rows"]]
        if path.name not in KNOWN:
            continue
        met.add(path.name)
        tool, rows, known = KNOWN[path.name]
        if (seen["tool"], seen["rows"]) != (tool, rows):
            wrong.append(f"{path}: {seen['tool']}, {seen['rows']} records")
        for label, numbers in (known or {}).items():
            found = [one for one in questions if one["label"].startswith(label)]
            if not found or tuple(found[0][part] for part in ("answered", "empty", "not_asked")) != numbers:
                wrong.append(f"{path}: {label}: {found[:1]}")
    wrong += [f"not there: {name}" for name in KNOWN.keys() - met]
    print("\n".join(wrong) or f"{len(files)} files read, {len(met)} with known numbers")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    {"beside": beside, "real": real}[sys.argv[1]](*sys.argv[2:])
