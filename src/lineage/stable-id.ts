import { sha1 } from './sha1.js';

const encoder = new TextEncoder();
// Working memory, filled before it is read: nearly every name has room, and there may be millions.
const scratch = new Uint8Array(1024);
const dnsNamespace = Uint8Array.of(
  0x6b,
  0xa7,
  0xb8,
  0x10,
  0x9d,
  0xad,
  0x11,
  0xd1,
  0x80,
  0xb4,
  0x00,
  0xc0,
  0x4f,
  0xd4,
  0x30,
  0xc8,
);

/**
 * The stable id of a node that has no `id`: the UUID v5 (RFC 9562) of its name in the DNS namespace, as the official
 * client derives it, so that a change of client leaves every node's identity as it is.
 */
export function stableId(name: string): string {
  return format(uuidV5(name, dnsNamespace));
}

/** The stable id that a node goes out with. */
export function stableIdOf({ id, name }: { readonly id?: string | undefined; readonly name: string }): string {
  return id || stableId(name);
}

/** An id for estates in which names repeat across types: the UUID v5 of the name, in the namespace that the type's own UUID v5 makes. */
export function typedStableId(nodeType: string, name: string): string {
  const typeId = uuidV5(nodeType, dnsNamespace);
  const namespace = new DataView(new ArrayBuffer(16));
  for (let index = 0; index < 4; index++) namespace.setInt32(index * 4, word(typeId, index));
  return format(uuidV5(name, new Uint8Array(namespace.buffer)));
}

/** A UUID v5 as 32-bit words, of which the first four count. */
function uuidV5(name: string, namespace: Uint8Array): Int32Array {
  const size = namespace.length + name.length * 3;
  const message = size <= scratch.length ? scratch : new Uint8Array(size);
  const { written } = encoder.encodeInto(name, message);
  message.copyWithin(namespace.length, 0, written);
  message.set(namespace);
  const uuid = sha1(message, namespace.length + written);
  uuid[1] = (word(uuid, 1) & 0xffff0fff) | 0x5000;
  uuid[2] = (word(uuid, 2) & 0x3fffffff) | 0x80000000;
  return uuid;
}

function format(uuid: Int32Array): string {
  const a = hex(word(uuid, 0));
  const b = hex(word(uuid, 1));
  const c = hex(word(uuid, 2));
  const d = hex(word(uuid, 3));
  return `${a}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${d}`;
}

const digits = Array.from({ length: 256 }, (_, byte) => (byte + 256).toString(16).slice(1));

function hex(word: number): string {
  return `${digits[word >>> 24]}${digits[(word >>> 16) & 255]}${digits[(word >>> 8) & 255]}${digits[word & 255]}`;
}

/** The words are all there: the default is for the compiler. */
function word(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
