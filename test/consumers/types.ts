import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Case } from './cases.js';
import { run } from './project.js';

export const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  skipLibCheck: false,
  target: 'es2023',
  noEmit: true,
};

export const modules = {
  nodenext: { module: 'nodenext' },
  bundler: { module: 'esnext', moduleResolution: 'bundler' },
};

/** Compilers by the name of their folder among the tools. */
export const compilers = { 'TypeScript 5.9': 'ts5', 'TypeScript 6': 'ts6', 'TypeScript 7': 'ts7' };

interface TypeProjects {
  /** Where the compilers are. */
  readonly tools: string;
  /** A project with `@types/node`, and one without. */
  readonly node: string;
  readonly web: string;
}

/** Type-checks as strictly as there is, without `skipLibCheck`: with Node's types alone, and with the DOM library alone. */
export function typeCases({ tools, node, web }: TypeProjects): readonly Case[] {
  const projects = {
    '@types/node': { folder: node, lib: ['es2023'], types: ['node'], files: ['everything.ts', 'telemetry.ts'] },
    'the DOM library': { folder: web, lib: ['es2023', 'dom'], types: [], files: ['web.ts'] },
  };
  return Object.entries(compilers).flatMap(([compiler, tool]) =>
    Object.entries(modules).flatMap(([moduleName, moduleOptions]) =>
      Object.entries(projects).map(([library, { folder, files, ...libraries }]): Case => {
        const project = `tsconfig.${tool}-${moduleName}.json`;
        const compilerOptions = { ...strict, ...moduleOptions, ...libraries };
        return {
          name: `${compiler}, ${moduleName}, ${library}`,
          run: () => {
            writeFileSync(join(folder, project), JSON.stringify({ compilerOptions, files }));
            return run(folder, 'node', [join(tools, 'node_modules', tool, 'bin/tsc'), '--project', project]);
          },
        };
      }),
    ),
  );
}
