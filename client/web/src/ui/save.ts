import type { Taken } from '../live/api';

/** Puts a file where this browser keeps what it downloads. */
export function save({ name, content }: Taken): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
