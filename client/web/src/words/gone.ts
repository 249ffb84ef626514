import type { Axis, Name, Topic } from '../protocol';
import { common as c } from './common';

// What stands where words are gone.

export const titleOf = ({ title, gone }: Pick<Topic, 'title' | 'gone'>): string => (gone ? c().gone.title[gone] : title);

export const nameOf = ({ name, number, gone }: Pick<Name, 'name' | 'number' | 'gone'>): string =>
  gone ? c().gone.name(number) : name;

export const axisOf = (axis: Axis): Axis => (axis.gone ? { ...axis, name: c().gone.axis } : axis);
