import type { SandboxRequest } from '../../../sandbox/request-log.js';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.js';
import { cannotStartSandbox } from '../../terminal/failure.js';
import type { Terminal } from '../../terminal/terminal.js';
import { untilInterrupted, withInterrupt } from '../../terminal/with-interrupt.js';
import { describeRequest } from './describe-request.js';

export async function sandbox({ out, err, env }: Terminal, options: SandboxOptions): Promise<void> {
  const { port, latency: latencyMs, maxBody: maxBodyBytes, introspection, quiet, json } = options;
  const onRequest = quiet ? undefined : (request: SandboxRequest): void => err.line(describeRequest(request));
  await withInterrupt(async (signal) => {
    const server = await startSandbox({ port, latencyMs, maxBodyBytes, introspection, onRequest }).catch(
      (cause: unknown) => {
        throw cannotStartSandbox(cause);
      },
    );
    const variables = variablesOf(server);
    if (json) out.line(JSON.stringify({ url: server.url, ...variables }));
    else {
      out.line(`A sandbox of Paradime's Custom Integration API is running at ${server.url}\n\nPoint a client at it:\n`);
      for (const [name, value] of Object.entries(variables)) out.line(`  export ${name}=${value}`);
      // A token would take precedence over the key, and be sent to the sandbox.
      for (const name of others) if (env[name]) out.line(`  unset ${name}`);
      out.line('\nIt keeps everything in memory. Press Ctrl-C to stop it.');
    }
    await untilInterrupted(signal);
    await server.close();
    err.line('The sandbox has stopped.');
  });
}

interface SandboxOptions {
  readonly port: number;
  readonly latency: number;
  readonly maxBody?: number;
  readonly introspection: boolean;
  readonly quiet?: boolean;
  readonly json?: boolean;
}

const others = ['PARADIME_API_TOKEN', 'PARADIME_WORKSPACE_UID'];

function variablesOf({ endpoint, credentials }: Sandbox): Readonly<Record<string, string>> {
  const { apiKey, apiSecret, token } = credentials;
  return {
    PARADIME_API_ENDPOINT: endpoint,
    ...(apiKey !== undefined && { PARADIME_API_KEY: apiKey, PARADIME_API_SECRET: apiSecret }),
    ...(token !== undefined && { PARADIME_API_TOKEN: token }),
  };
}
