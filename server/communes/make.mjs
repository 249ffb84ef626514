// Writes communes.txt.gz of the npm package @etalab/decoupage-administratif: node make.mjs PACKAGE-FOLDER
// Two lists with an empty line between them: communes of today (code, name, postcodes), and those that became part of
// one (code, name, code of that one). A code may stand in both: the delegated commune at the seat keeps it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const communes = JSON.parse(readFileSync(join(process.argv[2], 'data/communes.json'), 'utf8'))
const byCode = (one, other) => (one.code < other.code ? -1 : 1)
const of = (...types) => communes.filter(({ type }) => types.includes(type)).sort(byCode)
const today = of('commune-actuelle').map(({ code, nom, codesPostaux }) => [code, nom, (codesPostaux ?? []).join(',')])
const earlier = of('commune-deleguee', 'commune-associee').map(({ code, nom, chefLieu }) => [code, nom, chefLieu])
const text = [today, earlier].map((list) => list.map((row) => `${row.join('\t')}\n`).join('')).join('\n')
writeFileSync(new URL('communes.txt.gz', import.meta.url), gzipSync(text, { level: 9 }))
