import * as z from 'zod';
import { nodeColors, nodeKinds } from '../lineage/definition.js';
import type { NodeByKind, NodeKind } from '../lineage/node.js';
import { epochSeconds } from '../lineage/timestamp.js';

// Values that both layouts write in the same way, and the attributes that both must know.

export const text: z.ZodString = z.string();
export const someText: z.ZodString = z.string().regex(/\S/, 'must not be empty');
export const kind = z
  .enum(keysOf(nodeKinds))
  .meta({ description: 'Decides how nodes are shown, and which attributes they have' });
export const color = z.enum(keysOf(nodeColors)).meta({ description: 'Default: ORANGE' });

/** Epoch seconds, or an ISO 8601 string with an offset, which is converted to epoch seconds. */
export const time = z
  .union([z.number(), z.string()], { error: 'epoch seconds, or an ISO 8601 string with an offset' })
  .transform((timestamp, context) => {
    const seconds = epochSeconds(timestamp);
    if (typeof seconds === 'number') return seconds;
    context.addIssue({ code: 'custom', message: seconds });
    return z.NEVER;
  });

/** The keys of a record that lists all values of a union of strings. */
export function keysOf<Key extends string>(record: Readonly<Record<Key, true>>): readonly Key[] {
  return Object.keys(record).filter((key): key is Key => Object.hasOwn(record, key));
}

/** Names of the attributes of a node of that kind, or of any kind. */
export type Attribute<Kind extends NodeKind = NodeKind> = { [K in Kind]: keyof NodeByKind[K]['node'] }[Kind];
