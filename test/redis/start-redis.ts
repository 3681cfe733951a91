import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  /** A connection of the test's own. */
  readonly client: Redis;
}

/** A Redis of the test's own: on loopback, a free port and a folder that goes with it; nothing is written to disk. */
export async function startRedis(): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'paradime-redis-'));
  const port = await freePort();
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn('redis-server', [...place, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' });
  const ended = once(server, 'exit');
  ended.catch(() => {}); // There is no such program: told by `isUp`.
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: 40, retryStrategy: () => 50 });
  client.on('error', () => {}); // Until it listens.
  const isUp = Promise.race([client.ping(), ended.then(() => Promise.reject(new Error('redis-server ended early.')))]);
  const close = async (): Promise<void> => {
    client.disconnect();
    if (server.pid !== undefined && server.exitCode === null) {
      server.kill();
      await ended;
    }
    await rm(folder, { recursive: true });
  };
  await isUp.catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return { url, client, [Symbol.asyncDispose]: close };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}
