#!/usr/bin/env bash
# @etalab/decoupage-administratif 6.0.0 (communes and intercommunalities of France): one release holds two vintages
# of the population and names neither. For 32 246 of the communes that belong to an intercommunality, `population` in
# communes.json differs from `populationMunicipale` of the same commune in epci.json (Bonneville, 74042: 13 335 and
# 13 320). The sums inside epci.json are right in themselves. A rate per inhabitant of a territory, divided by the one
# file, does not add up with that of its communes, divided by the other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @etalab/decoupage-administratif@6.0.0
node - <<'JS'
const communes = require('@etalab/decoupage-administratif/data/communes.json');
const territories = require('@etalab/decoupage-administratif/data/epci.json');
const today = new Map(communes.filter(({ type }) => type === 'commune-actuelle').map((one) => [one.code, one]));
const members = territories.flatMap(({ membres }) => membres);
const differ = members.filter(({ code, populationMunicipale }) => today.get(code).population !== populationMunicipale);
const unequal = territories.filter(
  ({ membres, populationTotale }) => membres.reduce((sum, one) => sum + one.populationTotale, 0) !== populationTotale,
);
const bonneville = members.find(({ code }) => code === '74042');
const seen = {
  members: members.length,
  differ: differ.length,
  sumsThatDiffer: unequal.length,
  bonneville: [today.get('74042').population, bonneville.populationMunicipale],
};
console.log(seen);
const { members: all, ...rest } = seen;
require('node:assert')(all > 34000);
require('node:assert').deepStrictEqual(rest, { differ: 32246, sumsThatDiffer: 0, bonneville: [13335, 13320] });
JS
