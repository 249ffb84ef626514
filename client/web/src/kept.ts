import { stored } from './stored';

/** A list as it is kept now, which another tab may have changed; `otherwise` where nothing is kept. */
export function keptList<T>(key: string, otherwise: T[] = []): T[] {
  try {
    const list: unknown = JSON.parse(stored.read(key) ?? 'null');
    return Array.isArray(list) ? (list as T[]) : otherwise;
  } catch {
    return otherwise;
  }
}
