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
