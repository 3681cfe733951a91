// What docs/observability.md says of events is all there is.

import { readFile } from 'node:fs/promises';
import type { ParadimeEvent } from 'paradime-integrations';
import { expect, test } from 'vitest';

type Unit = 'id' | 'count' | 'string' | 'code' | 'bytes' | 'ms' | 'error';
type EventOf<Type> = Extract<ParadimeEvent, { readonly type: Type }>;
type FieldsOf<Event> = {
  readonly [Field in Exclude<keyof Event, 'type'> as Partial<Pick<Event, Field>> extends Pick<Event, Field>
    ? `${Field & string}?`
    : Field]: Unit;
};

const ofRequest = {
  callId: 'id',
  attempt: 'count',
  operationType: 'string',
  operationName: 'string',
  origin: 'string',
  bytes: 'bytes',
} as const;

/** The compiler asks for every type and every field of it, the optional ones with their mark, and for no others. */
const events: { readonly [Type in ParadimeEvent['type']]: FieldsOf<EventOf<Type>> } = {
  'request-start': ofRequest,
  'request-end': { ...ofRequest, durationMs: 'ms', 'status?': 'code', 'requestId?': 'id', 'error?': 'error' },
  retry: { ...ofRequest, delayMs: 'ms', error: 'error' },
  'snapshot-opened': { integrationUid: 'id', snapshotId: 'id' },
  'snapshot-restarted': {
    integrationUid: 'id',
    'abandonedSnapshotId?': 'id',
    restart: 'count',
    delayMs: 'ms',
    error: 'error',
  },
  'snapshot-committed': { integrationUid: 'id', snapshotId: 'id', nodes: 'count' },
};

test('the table of events has every type and field, and their units', async () => {
  const page = await readFile(new URL('../docs/observability.md', import.meta.url), 'utf8');
  const listed: Record<string, Record<string, string>> = {};
  let fields: Record<string, string> = {};
  for (const [, type, field = '', unit = ''] of page.matchAll(
    /^\| (?:`([a-z-]+)`)? ?\|.*?\| `(\w+\??)` \| (\w+) \| \S.*\|$/gm,
  )) {
    if (type !== undefined) {
      fields = {};
      listed[type] = fields;
    }
    fields[field] = unit;
  }
  expect(listed).toStrictEqual(events);
});
