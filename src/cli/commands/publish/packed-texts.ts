const chunkBytes = 1024 * 1024;

/** Stores very many short strings as bytes outside the heap, where a string takes little more than its UTF-8 bytes. */
export class PackedTexts {
  readonly #chunks: Buffer[] = [];
  #used = chunkBytes;
  /** For each string: its chunk, its offset there, and its length in bytes. */
  #places = new Uint32Array(3 * 1024);
  length = 0;

  add(text: string): void {
    const bytes = Buffer.byteLength(text);
    if (this.#used + bytes > chunkBytes) {
      this.#chunks.push(Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes)));
      this.#used = 0;
    }
    this.#chunks.at(-1)?.write(text, this.#used);
    if (this.#places.length < 3 * (this.length + 1)) {
      const places = new Uint32Array(2 * this.#places.length);
      places.set(this.#places);
      this.#places = places;
    }
    this.#places.set([this.#chunks.length - 1, this.#used, bytes], 3 * this.length);
    this.#used += bytes;
    this.length++;
  }

  at(index: number): string | undefined {
    const [chunk, start, bytes] = this.#places.subarray(3 * index, 3 * index + 3);
    if (index >= this.length || chunk === undefined || start === undefined || bytes === undefined) return undefined;
    return this.#chunks[chunk]?.toString('utf8', start, start + bytes);
  }
}
