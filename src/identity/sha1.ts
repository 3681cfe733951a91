// Scratch memory. Each call fills it before reading it, so calls share only the allocation.
const w = new Int32Array(80);

/**
 * SHA-1 (FIPS 180-4) of the first `length` bytes of a message, as five 32-bit words.
 *
 * It is used to name things, not to protect them. Written out because it must be synchronous, run where there is no
 * `node:crypto`, and be fast for short strings: a publication needs one for each node.
 */
export function sha1(message: Uint8Array, length: number): Int32Array {
  const hash = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const lastBlock = (length + 8) >>> 6;
  for (let block = 0; block <= lastBlock; block++) {
    readBlock(message, length, block * 64);
    if (block === lastBlock) {
      w[14] = Math.floor(length / 2 ** 29);
      w[15] = length << 3;
    }
    compress(hash);
  }
  return hash;
}

/** Reads 64 bytes into the first 16 words. Beyond the end of the message comes the padding: a one bit, then zeros. */
function readBlock(message: Uint8Array, length: number, offset: number): void {
  for (let t = 0, i = offset; t < 16; t++) {
    let word = 0;
    for (const end = i + 4; i < end; i++) {
      word = (word << 8) | (i < length ? (message[i] ?? 0) : i === length ? 0x80 : 0);
    }
    w[t] = word;
  }
}

function compress(hash: Int32Array): void {
  for (let t = 16; t < 80; t++) w[t] = rotate(at(w, t - 3) ^ at(w, t - 8) ^ at(w, t - 14) ^ at(w, t - 16), 1);
  let a = at(hash, 0);
  let b = at(hash, 1);
  let c = at(hash, 2);
  let d = at(hash, 3);
  let e = at(hash, 4);
  for (let t = 0; t < 80; t++) {
    const mixed =
      t < 20
        ? (d ^ (b & (c ^ d))) + 0x5a827999
        : t < 40
          ? (b ^ c ^ d) + 0x6ed9eba1
          : t < 60
            ? ((b & c) | (d & (b | c))) - 0x70e44324
            : (b ^ c ^ d) - 0x359d3e2a;
    const next = (rotate(a, 5) + mixed + e + at(w, t)) | 0;
    e = d;
    d = c;
    c = rotate(b, 30);
    b = a;
    a = next;
  }
  hash[0] = at(hash, 0) + a;
  hash[1] = at(hash, 1) + b;
  hash[2] = at(hash, 2) + c;
  hash[3] = at(hash, 3) + d;
  hash[4] = at(hash, 4) + e;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** All words exist. The default only satisfies the compiler. */
function at(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}
