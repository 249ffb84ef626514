#!/usr/bin/env bash
# @etalab/decoupage-administratif 6.0.0 (communes of France): `code` is not a key of communes.json. 584 codes stand
# twice, once for a commune of today and once for the delegated commune at its seat, which comes later in the file,
# may have another name (01033: Valserhône, then Bellegarde-sur-Valserine) or the same (74010: Annecy), and has no
# population. A map by code keeps the last: 584 communes with 2 146 515 inhabitants are lost without an error, among
# them Annecy. The key is the code with the type, or only entries of the type `commune-actuelle`.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @etalab/decoupage-administratif@6.0.0
node - <<'JS'
const communes = require('@etalab/decoupage-administratif/data/communes.json');
const byCode = new Map(communes.map((commune) => [commune.code, commune]));
const lost = communes.filter((one) => one.type === 'commune-actuelle' && byCode.get(one.code) !== one);
const people = lost.reduce((sum, one) => sum + (one.population ?? 0), 0);
const annecy = byCode.get('74010');
const seen = {
  entries: communes.length,
  codes: byCode.size,
  lost: lost.length,
  people,
  at74010: `${annecy.nom}, ${annecy.type}, population ${annecy.population}`,
  at01033: communes.filter((one) => one.code === '01033').map((one) => `${one.nom} (${one.type})`).join(', then '),
};
console.log(seen);
const expected = {
  entries: 37590,
  codes: 37006,
  lost: 584,
  people: 2146515,
  at74010: 'Annecy, commune-deleguee, population undefined',
  at01033: 'Valserhône (commune-actuelle), then Bellegarde-sur-Valserine (commune-deleguee)',
};
require('node:assert').deepStrictEqual(seen, expected);
JS
