import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { blocksOf } from './support/markdown.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** Runs `npm start` with arguments. */
function start(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile('npm', ['start', '--silent', '--', ...args], { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

test('npm start publishes the example and shows it', { timeout: 60_000 }, async () => {
  const { code, stdout } = await start();
  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^Published Superset: the integration was created, with 29 nodes \(15 charts, 6 dashboards, 8 datasources\)/,
  );
  expect(stdout).toMatch(/Chart Revenue by country +<- marts\.fct_orders, marts\.dim_customers/);
  expect(stdout).toMatch(/Dataset uploads\.marketing_budget +<- FivetranConnector marketing_budget_sheet/);
  expect(stdout.trimEnd()).toMatch(/\n\nSee it drawn: {2}npm start -- --open$/);
});

test('the README shows lines that npm start prints', { timeout: 60_000 }, async () => {
  const blocks = blocksOf(readFileSync(new URL('../README.md', import.meta.url), 'utf8'));
  const shown = blocks.find(({ language, code }) => language === 'text' && code.startsWith('Published Superset'));
  const withoutNumbers = (text: string): readonly string[] =>
    text.replaceAll(/\d+ ms|(?<=127\.0\.0\.1:)\d+/g, 'N').split('\n');
  const { stdout } = await start();
  const lines = withoutNumbers(shown?.code ?? '').filter((line) => line.trim() !== '...');
  expect(lines.length).toBeGreaterThan(5);
  expect(withoutNumbers(stdout)).toEqual(expect.arrayContaining([...lines]));
});

test('npm start -- --open keeps the sandbox up, with the page', { timeout: 60_000 }, async () => {
  const child = spawn('node', ['--import', 'tsx', 'examples/start.ts', '--open'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const [, found] = /It is drawn at (\S+)/.exec(text) ?? [];
      if (found) resolve(found);
    });
  });
  expect(await (await fetch(url)).text()).toContain('<div id="root"></div>');
  child.kill('SIGINT');
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
});

test('npm start with a folder of the official client', { timeout: 60_000 }, async () => {
  const { code, stdout, stderr } = await start('test/fixtures/official-folder');
  expect(code).toBe(0);
  expect(stdout).toContain(
    'Published Streamlit: the integration was created, with 4 nodes (2 charts, 1 dashboard, 1 datasource)',
  );
  expect(stderr).toContain('the node type "App" has no kind');
});

test('npm start refuses two nodes with one name, unless --ignore allows it', { timeout: 60_000 }, async () => {
  const refused = await start('test/fixtures/twins');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(
    'Question "Dummy" (node 3), id: has the same stable id as Question "Dummy" (node 1)',
  );
  expect(refused.stderr).not.toContain('    at ');
  const published = await start('test/fixtures/twins', '--ignore', 'duplicate-stable-id');
  expect(published.code).toBe(0);
  expect(published.stdout).toContain('with 3 nodes');
});

test('npm start with a folder that does not exist', { timeout: 60_000 }, async () => {
  const { code, stderr } = await start('nowhere');
  expect([code, stderr.trim()]).toStrictEqual([1, 'InvalidFileError: nowhere: does not exist']);
});
