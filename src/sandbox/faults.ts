import { setTimeout as delay } from 'node:timers/promises';
import { jsonReply, type Reply } from './http.js';
import type { OperationName } from './operation-name.js';

/** Something that goes wrong, and when. If several faults match a call, the first applies. */
export interface Fault {
  /**
   * Name of an operation of this library, or `download` for the downloads of Bolt's artifacts. Default: every operation,
   * those of your own included, and no download.
   */
  readonly operation?: OperationName | typeof downloadFault | undefined;
  /** Which calls of the operation, counted from 1: one, several, or those a function selects. Default: all. */
  readonly call?: number | readonly number[] | ((call: FaultCall) => boolean) | undefined;
  /** The probability, from 0 to 1, that the fault applies to a matching call. Default 1. */
  readonly probability?: number | undefined;
  readonly effect: FaultEffect;
}

/** Stands for a download in place of an operation's name. */
export const downloadFault = 'download';

/** The way in which a call goes wrong. If `processed` is true, the request is carried out anyway. Default false. */
export type FaultEffect =
  /** The connection is cut before the response. */
  | { readonly type: 'reset'; readonly processed?: boolean | undefined }
  /** An HTTP status, with a Retry-After header (seconds, or an HTTP date) if one is given. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly retryAfter?: number | string | undefined;
      readonly processed?: boolean | undefined;
    }
  /** The response is delayed by this many milliseconds. The request is carried out after the delay, or with `processed` before it. */
  | { readonly type: 'delay'; readonly ms: number; readonly processed?: boolean | undefined }
  /** The request is carried out, and the connection is cut in the middle of the response. */
  | { readonly type: 'truncate' }
  /** An HTML page instead of a GraphQL response, as proxies send it. */
  | { readonly type: 'html'; readonly processed?: boolean | undefined }
  /** The response has `ok: false`; the request is not carried out. */
  | { readonly type: 'not-ok' }
  /** The request is answered. Then no connection is accepted for this many milliseconds, as while a server restarts. */
  | { readonly type: 'refuse'; readonly forMs: number };

/** A request as the `call` function of a fault sees it. */
export interface FaultCall {
  readonly operationName: string | undefined;
  /** Which call of this operation it is, from 1. */
  readonly call: number;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How often a fault struck. */
export interface FaultStrikes {
  /** The fault, as it was passed to the sandbox. */
  readonly fault: Fault;
  /** The number of calls that had its effect, so far. */
  readonly strikes: number;
}

/** Picks the effects of calls. The same seed gives the same faults for the same calls in the same order. */
export function createFaults(list: readonly Fault[], seed: number): Faults {
  const calls = new Map<string | undefined, number>();
  const random = createRandom(seed);
  const faults = list.map((fault) => ({ fault, strikes: 0 }));
  return {
    pick: (operationName, variables) => {
      const call = (calls.get(operationName) ?? 0) + 1;
      calls.set(operationName, call);
      const fits = ({ fault }: FaultStrikes): boolean =>
        (fault.operation === undefined ? operationName !== downloadFault : fault.operation === operationName) &&
        fitsCall(fault.call, { operationName, call, variables }) &&
        (fault.probability === undefined || random() < fault.probability);
      const struck = faults.find(fits);
      if (struck) struck.strikes++;
      return struck?.fault.effect;
    },
    strikes: () => faults.map((struck) => ({ ...struck })),
  };
}

/** Which faults strike which calls. */
export interface Faults {
  /** Returns the effect of a call, if it has any. */
  readonly pick: (operationName: string | undefined, variables: FaultCall['variables']) => FaultEffect | undefined;
  /** Returns how often each fault struck, in the order given. */
  readonly strikes: () => readonly FaultStrikes[];
}

function fitsCall(which: Fault['call'], call: FaultCall): boolean {
  if (which === undefined) return true;
  if (typeof which === 'function') return which(call);
  return typeof which === 'number' ? which === call.call : which.includes(call.call);
}

/** Generates numbers from 0 to 1 (mulberry32), for repeatable tests, not for secrets. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns the reply under a fault; `process` carries the request out. */
export async function applyFault(
  effect: FaultEffect,
  fields: readonly string[],
  process: () => Promise<Reply>,
): Promise<Reply> {
  if ('processed' in effect && effect.processed && effect.type !== 'delay') await process();
  switch (effect.type) {
    case 'reset':
      return { status: 0, body: null, cut: 'before' };
    case 'status': {
      const { status, retryAfter } = effect;
      const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return { status, headers, body: `Sandbox fault: ${status}` };
    }
    case 'delay': {
      const early = effect.processed ? await process() : undefined;
      await delay(effect.ms);
      return early ?? process();
    }
    case 'truncate':
      return { ...(await process()), cut: 'within' };
    case 'html':
      return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: htmlPage };
    case 'not-ok':
      return jsonReply(200, { data: Object.fromEntries(fields.map((field) => [field, { ok: false }])) });
    case 'refuse':
      return { ...(await process()), refuseForMs: effect.forMs };
  }
}

const htmlPage =
  '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
