import { sha1 } from './sha1.js';

/**
 * Derives the stable id of a node that has no `id`: the UUID v5 (RFC 9562) of its name in the DNS namespace. The
 * official client derives it in the same way, so switching clients does not change the identity of any node.
 */
export function stableId(name: string): string {
  return format(uuidV5(name, dnsNamespace));
}

/** The stable id with which a node is sent. */
export function stableIdOf({ id, name }: { readonly id?: string | undefined; readonly name: string }): string {
  return id || stableId(name);
}

/**
 * Derives an id for estates in which nodes of different types share names: the UUID v5 of the name, with the UUID v5 of
 * the type as namespace.
 */
export function typedStableId(nodeType: string, name: string): string {
  const typeId = uuidV5(nodeType, dnsNamespace);
  const namespace = new DataView(new ArrayBuffer(16));
  for (let index = 0; index < 4; index++) namespace.setInt32(index * 4, word(typeId, index));
  return format(uuidV5(name, new Uint8Array(namespace.buffer)));
}

const encoder = new TextEncoder();
// Scratch memory, filled before it is read. Nearly every name fits, and there may be millions of them.
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

/** A UUID v5 in the first four of the returned 32-bit words. */
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

/** All words exist. The default only satisfies the compiler. */
function word(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
