"""The rows of a table of contributions as a workbook, with heights and wrapped text: how many seconds it took."""

import csv
import sys
import time

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    rows = list(csv.reader(file, delimiter=";"))
numbers = {0, 1, 7}
values = [[int(cell) if n in numbers and cell.isdigit() else cell for n, cell in enumerate(row)] for row in rows]
start = time.perf_counter()
book = Workbook()
sheet = book.active
for row in values:
    sheet.append(row)
for n, row in enumerate(sheet.iter_rows(), 1):
    for cell in row:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if n == 1:
            cell.font = Font(bold=True)
    longest = max(len(str(cell.value or "")) for cell in row)
    sheet.row_dimensions[n].height = 15 * (1 + longest // 54)
sheet.freeze_panes = "A2"
book.save(sys.argv[2])
print(time.perf_counter() - start)
