import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerBadly, answerWell, type Fault, type Framing } from './faults.js';
import { Model, Refusal } from './model.js';

export interface ServerPlan {
  readonly faults: readonly Fault[];
  /** Framings of good answers, in turn. */
  readonly framings: readonly Framing[];
  /** Requests with a larger body are answered with 413. */
  readonly maxBodyBytes: number;
  /** After how many requests the key changes; absent: never. */
  readonly rotateAfter?: number | undefined;
  /** After how many requests the server goes down, and for how long; absent: never. */
  readonly down?: { readonly after: number; readonly forMs: number } | undefined;
}

export interface ModelServer extends AsyncDisposable {
  readonly endpoint: string;
  readonly model: Model;
  /** The secrets that were ever accepted, in every spelling that the server may echo. */
  readonly secrets: ReadonlySet<string>;
  /** The key that is accepted now. */
  readonly key: () => { readonly apiKey: string; readonly apiSecret: string };
  /** Applies faults from now on. */
  readonly arm: () => void;
  /** Waits until everything that was to happen late has happened. */
  readonly settled: () => Promise<void>;
}

const companyToken = 'company-of-laws-31415';
let addresses = 0;

/** A server with the model behind it. Each has an address of its own, so that no late request reaches another one. */
export async function startModelServer(plan: ServerPlan): Promise<ModelServer> {
  const model = new Model();
  const late = new Set<Promise<unknown>>();
  const counts = new Map<string, number>();
  const secrets = new Set<string>([companyToken]);
  let isArmed = false;
  let requests = 0;
  let keys = 0;
  let isClosed = false;
  const key = () => ({ apiKey: `key-of-laws-${keys}`, apiSecret: `s3cr3t/of+laws-${keys}` });
  const remember = (): void => {
    for (const secret of Object.values(key())) secrets.add(secret);
  };
  remember();
  const used = new Set<string>();

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const { operationName, variables } = JSON.parse(text);
    if (isArmed) requests++;
    for (const name of ['x-api-key', 'x-api-secret']) used.add(String(request.headers[name]));
    const field = operationName.charAt(0).toLowerCase() + operationName.slice(1);
    if (isArmed && requests === plan.rotateAfter) {
      keys++;
      remember();
    }
    // Of all keys so far, only those that this client can know.
    const echo = [...used, companyToken].join(' ');
    if (isArmed && requests === plan.down?.after) goDown(plan.down.forMs);
    if (request.headers['x-api-key'] !== key().apiKey) {
      return answerBadly({ kind: 'status', status: 401 }, undefined, field, echo, request, response);
    }
    if (text.length > plan.maxBodyBytes && isArmed) {
      return answerBadly({ kind: 'status', status: 413 }, undefined, field, echo, request, response);
    }
    const fault = isArmed ? faultFor(operationName, variables) : undefined;
    if (fault === undefined) return answerWell(model.apply(operationName, variables), framing(), response);
    if (fault.carriedOut === 'late') {
      const work = delay(fault.lateMs).then(() => tryToApply(operationName, variables));
      late.add(work);
      work.finally(() => late.delete(work));
    }
    const data = fault.carriedOut === 'before' ? model.apply(operationName, variables) : undefined;
    await answerBadly(fault.answer, data, field, echo, request, response);
  }

  function faultFor(operationName: string, variables: Record<string, unknown>): Fault | undefined {
    const kinds: Readonly<Record<string, Fault['on']>> = {
      ListCustomIntegrations: 'list',
      AddCustomIntegration: 'create',
      UpdateCustomIntegration: 'update',
      AddCustomIntegrationNodes: variables['snapshotHasMoreNodes'] === false ? 'commit' : 'nodes',
    };
    const on = kinds[operationName];
    const nth = (counts.get(`${on}`) ?? 0) + 1;
    counts.set(`${on}`, nth);
    return plan.faults.find((fault) => fault.on === on && fault.nth === nth);
  }

  function framing(): Framing {
    return plan.framings[requests % plan.framings.length] ?? 'plain';
  }

  function tryToApply(operationName: string, variables: Record<string, unknown>): void {
    try {
      model.apply(operationName, variables);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
    }
  }

  const server = createServer((request, response) => {
    const work = serve(request, response).catch((error: unknown) => {
      if (!(error instanceof Refusal)) {
        request.socket.destroy(); // The client went away while it sent.
        return;
      }
      const errors = [{ message: error.message }];
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: null, errors }));
    });
    late.add(work);
    work.finally(() => late.delete(work));
  });
  const host = process.platform === 'linux' ? loopbackAddress() : '127.0.0.1';
  const listen = (port: number): Promise<void> => new Promise((resolve) => server.listen(port, host, resolve));
  await listen(0);
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const { port } = address;

  function goDown(forMs: number): void {
    server.close();
    server.closeAllConnections();
    const back = delay(forMs).then(() => (isClosed ? undefined : listen(port)));
    late.add(back);
    back.finally(() => late.delete(back));
  }

  return {
    endpoint: `http://${host}:${port}/api/v1/${companyToken}/graphql`,
    model,
    secrets,
    key,
    arm: () => {
      isArmed = true;
    },
    settled: async () => {
      while (late.size > 0) await Promise.all(late);
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        isClosed = true;
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** 127.0.0.2 and onwards: all of 127.0.0.0/8 is this machine on Linux. */
function loopbackAddress(): string {
  addresses++;
  return `127.${1 + ((addresses >> 16) & 63)}.${(addresses >> 8) & 255}.${2 + (addresses % 250)}`;
}
