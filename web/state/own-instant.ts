/** The instant of a wall time on this device's own clock, Unix seconds: dates in a creator's files are written by it. */
export const ownInstant = (year: number, month: number, day: number, hour: number, minute: number): number =>
  Math.round(new Date(year, month - 1, day, hour, minute).getTime() / 1000);
