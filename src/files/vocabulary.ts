import * as z from 'zod';
import { nodeColors, nodeKinds } from '../lineage/definition.js';
import { epochSeconds } from '../lineage/timestamp.js';

// What both layouts write in the same way.

export const text: z.ZodString = z.string();
export const someText: z.ZodString = z.string().regex(/\S/, 'must not be empty');
export const kind = z
  .enum(keysOf(nodeKinds))
  .meta({ description: 'How nodes of this type are shown, and which attributes they have' });
export const color = z.enum(keysOf(nodeColors)).meta({ description: 'Default: ORANGE' });

/** Epoch seconds, or an ISO 8601 text with an offset; as epoch seconds. */
export const time = z
  .union([z.number(), z.string()], { error: 'epoch seconds, or an ISO 8601 text with an offset' })
  .transform((moment, context) => {
    const seconds = epochSeconds(moment);
    if (typeof seconds === 'number') return seconds;
    context.addIssue({ code: 'custom', message: seconds });
    return z.NEVER;
  });

/** The keys of a record that lists all values of a type. */
export function keysOf<Key extends string>(record: Readonly<Record<Key, true>>): readonly Key[] {
  return Object.keys(record).filter((key): key is Key => Object.hasOwn(record, key));
}
