/** A count with its noun, such as `1 node` or `2 nodes`. */
export function plural(count: number, one: string, many: string = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** A duration for people to read, such as `1.5 s` or `2 min 3 s`. */
export function describeDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const minutes = Math.floor(Math.round(ms / 1000) / 60);
  return `${minutes} min ${Math.round(ms / 1000) - minutes * 60} s`;
}

/** A number of bytes for people to read, such as `812 B`, `1.6 kB` or `3.2 MB`. */
export function describeBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 999_950 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

/** The position of something in an order, such as `2nd`. */
export function ordinal(position: number): string {
  const [tens, ones] = [Math.floor((position % 100) / 10), position % 10];
  return `${position}${tens === 1 ? 'th' : (['th', 'st', 'nd', 'rd'][ones] ?? 'th')}`;
}
