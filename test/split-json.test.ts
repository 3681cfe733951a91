import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitJson } from '../src/documents/split-json.js';

async function split(bytes: Uint8Array, depth: number, chunkSize = bytes.length || 1): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  async function* chunks() {
    const reused = Buffer.alloc(chunkSize);
    for (let at = 0; at < bytes.length; at += chunkSize) {
      reused.set(bytes.subarray(at, at + chunkSize));
      yield reused.subarray(0, Math.min(chunkSize, bytes.length - at));
    }
  }
  await splitJson('file.json', chunks(), depth, ({ path, read }) => found.set(JSON.stringify(path), read()));
  return found;
}

const splitText = (text: string, depth = 2) => split(Buffer.from(text), depth);

describe('splitJson', () => {
  test('finds what JSON.parse finds, however the bytes are divided', async () => {
    const documents = fc.oneof(
      fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()),
      fc.array(fc.dictionary(fc.string(), fc.jsonValue())),
    );
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom(0, 2),
        async (value, size, indent) => {
          const plain: unknown = JSON.parse(JSON.stringify(value));
          const expected = new Map<string, unknown>();
          for (const [key, member] of Object.entries(plain ?? {})) {
            if (typeof member !== 'object' || member === null) continue;
            for (const [inner, deepest] of Object.entries(member)) expected.set(JSON.stringify([key, inner]), deepest);
          }
          expect(await split(Buffer.from(JSON.stringify(value, null, indent)), 2, size)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('passes on the members of a list at depth 1', async () => {
    expect([...(await splitText('\ufeff[1, "a,]", {"b": [2]}, null]', 1)).values()]).toEqual([
      1,
      'a,]',
      { b: [2] },
      null,
    ]);
  });

  test.each([
    ['', 'file.json: is empty'],
    ['  ', 'file.json: is cut off after 2 bytes'],
    ['{"nodes": {"a": {"b": 1}', 'file.json: is cut off after 24 bytes; is another program still writing it?'],
    ['<!doctype html><html></html>', 'file.json: is a page of HTML or XML, not JSON'],
    ['hello', 'file.json: must contain JSON: an object or a list (it begins with "hello")'],
    ['"hello"', 'must contain JSON: an object or a list'],
    ['{"a": {"b": nope}}', 'file.json: is not valid JSON in "a"."b" (Unexpected token'],
    ['{"a": {"b" 1}}', 'file.json: is not valid JSON: unexpected "1}}" at byte 12'],
    ['{"a": {"b": 1}]', 'is not valid JSON: unexpected "]" at byte 15'],
    ['{"a": {"b": 1,}}', 'is not valid JSON: unexpected "}}" at byte 15'],
    ['{"a": [1,]}', 'is not valid JSON: unexpected "]}" at byte 10'],
    ['{,}', 'is not valid JSON: unexpected ",}" at byte 2'],
    ['{"a": ,}', 'is not valid JSON: unexpected ",}" at byte 7'],
    ['{"a": {}} {"b": {}}', 'is not valid JSON: unexpected'],
    ['{"a": oops, "b": {}}', 'is not valid JSON (Unexpected token'],
  ])('refuses %j', async (text, message) => {
    await expect(splitText(text)).rejects.toThrow(message);
  });

  test('refuses bytes that are not UTF-8', async () => {
    await expect(split(Buffer.from([...Buffer.from('{"a":{"b":"'), 0xff, 0x22, 0x7d, 0x7d]), 2)).rejects.toThrow(
      'is not valid JSON in "a"."b"',
    );
  });

  test('does not parse what is not read', async () => {
    const paths: string[] = [];
    async function* chunks() {
      yield Buffer.from('{"a": {"b": {oops}}, "c": {"d": 1}}');
    }
    await splitJson('file.json', chunks(), 2, ({ path }) => paths.push(path.join('.')));
    expect(paths).toEqual(['a.b', 'c.d']);
  });

  test('stops when its signal is aborted', async () => {
    const controller = new AbortController();
    async function* chunks() {
      yield Buffer.from('{"a":');
      controller.abort(new Error('enough'));
      yield Buffer.from('1}');
    }
    await expect(splitJson('f', chunks(), 1, () => {}, controller.signal)).rejects.toThrow('enough');
  });
});
