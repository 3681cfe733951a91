/**
 * Creates the id of a call: 16 hexadecimal digits, unique across clients and machines. `crypto.randomUUID` would do, but is
 * missing in pages served over http.
 */
export function createCallId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
