/**
 * Finds duplicates among a very large number of strings, with 12 bytes of typed array per place. A `Set` of a million
 * ids would take over 100 MB. It keeps digests of 64 bits, so the probability of a false duplicate among a million
 * different strings is less than one in a million.
 */
export class DigestTable {
  #high: Uint32Array;
  #low: Uint32Array;
  /** The index of the string plus one. 0 marks a free place. */
  #owners: Uint32Array;
  #size = 0;

  /** Allocates room for `expected` strings, and grows when needed. */
  constructor(expected = 512) {
    const length = 2 ** Math.ceil(Math.log2(expected * 2 + 2));
    this.#high = new Uint32Array(length);
    this.#low = new Uint32Array(length);
    this.#owners = new Uint32Array(length);
  }

  /** Adds `text` with its `index`. If an equal string is already there, keeps that one and returns its index. */
  add(text: string, index: number): number | undefined {
    if (this.#size * 2 >= this.#owners.length) this.#grow();
    const high = digest(text);
    const low = otherDigest(text);
    const place = this.#placeOf(high, low);
    const owner = this.#owners[place] ?? 0;
    if (owner > 0) return owner - 1;
    this.#set(place, high, low, index + 1);
    this.#size++;
    return undefined;
  }

  /** The index of an equal string, or undefined if there is none. */
  find(text: string): number | undefined {
    const owner = this.#owners[this.#placeOf(digest(text), otherDigest(text))] ?? 0;
    return owner > 0 ? owner - 1 : undefined;
  }

  #placeOf(high: number, low: number): number {
    const mask = this.#owners.length - 1;
    let place = low & mask;
    while (this.#owners[place] && !(this.#high[place] === high && this.#low[place] === low)) place = (place + 1) & mask;
    return place;
  }

  #set(place: number, high: number, low: number, owner: number): void {
    this.#high[place] = high;
    this.#low[place] = low;
    this.#owners[place] = owner;
  }

  #grow(): void {
    const [highs, lows, owners] = [this.#high, this.#low, this.#owners];
    const length = owners.length * 2;
    this.#high = new Uint32Array(length);
    this.#low = new Uint32Array(length);
    this.#owners = new Uint32Array(length);
    for (let index = 0; index < owners.length; index++) {
      const owner = owners[index] ?? 0;
      if (owner === 0) continue;
      const high = highs[index] ?? 0;
      const low = lows[index] ?? 0;
      this.#set(this.#placeOf(high, low), high, low, owner);
    }
  }
}

/** A digest of 32 bits. It must never change, because stored manifests contain it. */
export function digest(text: string): number {
  return hash(text, 0x9747b28c, 0xcc9e2d51, 0x1b873593);
}

/** Another 32 bits. Both together distinguish millions of strings. */
function otherDigest(text: string): number {
  return hash(text, 0x5bd1e995, 0x239b961b, 0x38b34ae5);
}

/** A 32-bit hash in the manner of MurmurHash3, one character at a time. */
function hash(text: string, seed: number, c1: number, c2: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) {
    const k = Math.imul(text.charCodeAt(i), c1);
    h ^= Math.imul((k << 15) | (k >>> 17), c2);
    h = (Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64) | 0;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
