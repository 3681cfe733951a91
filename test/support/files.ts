import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Node } from 'paradime-integrations';
import type { FileIntegration } from 'paradime-integrations/files';

/** What files hold, by their names; undefined for one that is left out, null for a folder. */
export type Files = Readonly<Record<string, string | Uint8Array | null | undefined>>;

/** Runs with a folder of these files, which is gone afterwards. */
export async function withFiles<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'paradime-integrations-'));
  try {
    await fill(folder, files);
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Writes these files into a folder. */
export async function fill(folder: string, files: Files): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(content === null ? path : dirname(path), { recursive: true });
    if (content !== null && content !== undefined) await writeFile(path, content);
  }
}

/** All nodes of an integration from files, however they are held. */
export async function allNodes({ nodes }: Pick<FileIntegration, 'nodes'>): Promise<readonly Node[]> {
  if (typeof nodes !== 'function') return nodes;
  const all: Node[] = [];
  for await (const node of nodes()) all.push(node);
  return all;
}
