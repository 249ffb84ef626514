import type { ItemId, Noun } from '../protocol';
import { NOUNS, type FieldRow, type Item, type Mapping, type QuestionMapping, type Scope, type TableMapping, type Uploaded } from '../protocol/programme';
import { fold } from '../ui/fold';

export type Preview = Uploaded['preview'];

/** What records of a table can be. */
export const RECORDS = (Object.keys(NOUNS) as Noun[]).filter((noun) => !['programme', 'outline', 'logo'].includes(noun));

/** How somebody may begin where nothing was proposed; nothing: such a file enters no programme. */
export const begin = ({ tool, columns = [] }: Preview): Mapping | undefined => (tool !== 'geojson' && columns.length > 0 ? { table: tableOf('indicator', columns) } : undefined);

/** Records of this noun, filled in by the columns that are headed like its fields. */
export function tableOf(noun: Noun, headings: readonly string[]): TableMapping {
  const folded = headings.map(fold);
  const columns: Record<string, number> = {};
  for (const { name, label } of NOUNS[noun].fields.filter(({ computed }) => !computed)) {
    const called = [name, label.fr, label.en].map(fold);
    const column = folded.findIndex((heading) => called.includes(heading));
    if (column >= 0) columns[name] = column;
  }
  return { noun, columns, fixed: {} };
}

/** The same mapping with a field that is filled in otherwise. */
export function filled(table: TableMapping, field: string, by: number | { same: unknown } | undefined): TableMapping {
  const { [field]: _, ...columns } = table.columns;
  const { [field]: __, ...fixed } = table.fixed;
  if (typeof by === 'number') columns[field] = by;
  else if (by) fixed[field] = by.same;
  return { ...table, columns, fixed };
}

/** Fields without which no record can be taken; of each group one is enough. */
export function missingOf({ noun, columns, fixed }: TableMapping): FieldRow[][] {
  const { fields, one_of } = NOUNS[noun];
  const isFilled = ({ name }: FieldRow): boolean => name in columns || name in fixed;
  const groups = [...fields.filter(({ required }) => required).map((field) => [field]), fields.filter(({ name }) => one_of.includes(name))];
  return groups.filter((group) => group.length > 0 && !group.some(isFilled));
}

/** Somebody has to say how days with slashes are read. */
export const hasDays = ({ noun, columns }: TableMapping): boolean => NOUNS[noun].fields.some(({ kind, name }) => kind === 'day' && name in columns);

/** Those questions of a file that a campaign asks in the same words answer what it asks; each at most once. */
export function answering(questions: readonly QuestionMapping[], { questions: asked = [] }: Preview, known: readonly Item[]): QuestionMapping[] {
  const left = new Map<string, ItemId>();
  for (const { id, fields } of [...known].reverse()) left.set(fold(String(fields['text'] ?? '')), id);
  return questions.map(({ from }) => {
    const text = fold(asked[from]?.label ?? '');
    const to = left.get(text);
    left.delete(text);
    return to === undefined ? { from } : { from, to };
  });
}

/** Where the items of a noun are heard, beside what all pages hear. */
export function scopesOf(noun: Noun, shared: (noun: Noun) => readonly Item[]): Scope[] {
  const inside = (root: Noun): Scope[] => shared(root).map(({ id }) => `${root}:${id}`);
  switch (noun) {
    case 'indicator':
    case 'figure':
    case 'theme':
    case 'outline':
      return ['diagnosis'];
    case 'logo':
      return ['logos'];
    case 'interview':
    case 'interview_field':
    case 'verbatim':
      return ['interviews'];
    case 'axis':
    case 'axis_source':
    case 'objective':
    case 'action':
    case 'agreement':
    case 'signatory':
    case 'amendment':
      return ['plan'];
    case 'action_source':
    case 'step':
    case 'funding':
    case 'measure':
    case 'measured':
    case 'review':
      return inside('action');
    case 'member':
    case 'meeting':
    case 'decision':
      return inside('committee');
    case 'question':
    case 'choice':
    case 'batch':
    case 'place':
      return inside('campaign');
    default:
      return [];
  }
}
