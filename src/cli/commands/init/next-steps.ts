import { dirname, resolve } from 'node:path';
import { printable } from '../../terminal/terminal.js';
import { findInstalled } from './find-installed.js';
import type { Format } from './format.js';

/** The commands with which to go on after `init`, one on each line, with comments. They can be pasted into a shell. */
export function nextSteps(format: Format, file: string): string {
  const steps = format === 'typescript' ? stepsOfModule(file) : stepsOfBundle(file);
  const width = Math.max(...steps.map(([command]) => command.length));
  return steps.map(([command, purpose]) => `  ${command.padEnd(width)}  # ${purpose}`).join('\n');
}

type Step = readonly [command: string, purpose: string];

const startSandbox: Step = [
  'npx paradime-integrations sandbox',
  'a local stand-in for Paradime, in a second terminal; copy the `export` lines that it prints to this one',
];

function stepsOfBundle(file: string): readonly Step[] {
  const path = quoted(file);
  return [
    [`npx paradime-integrations check ${path}`, 'report mistakes'],
    [`npx paradime-integrations preview ${path}`, 'draw the lineage in a browser'],
    startSandbox,
    [`npx paradime-integrations publish ${path}`, 'publish to the sandbox'],
  ];
}

function stepsOfModule(file: string): readonly Step[] {
  const install: Step = ['npm install --save-dev vitest', 'runs the test'];
  const isInstalled = findInstalled('vitest/package.json', dirname(resolve(file))) !== undefined;
  return [...stepsOfBundle(file), ...(isInstalled ? [] : [install]), ['npx vitest run', 'run the test']];
}

/** Quotes a path for a shell, if it needs that. */
function quoted(path: string): string {
  return /^[\w./\\:-]+$/.test(path) ? path : `'${printable(path).replaceAll("'", "'\\''")}'`;
}
