/**
 * A zone in which the day of a forum is still to come: it is between seven and eight there when the tests begin.
 * What screens lead to hangs on the hour, and tests are run at any.
 */
export const MORNING = (process.env['MORNING'] ??= zoneAtSeven(new Date().getUTCHours()));

/** The signs of these names are those of POSIX: west of Greenwich is plus. */
function zoneAtSeven(hour: number): string {
  const ahead = 7 - hour;
  const offset = ahead < -12 ? ahead + 24 : ahead;
  if (offset === 0) return 'UTC';
  return offset > 0 ? `Etc/GMT-${offset}` : `Etc/GMT+${-offset}`;
}
