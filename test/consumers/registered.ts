import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { manifest, model, sourceTable } from '../support/dbt.js';
import { expectOutput } from './bundles.js';
import type { Case } from './cases.js';
import { completionsOf } from './completions.js';
import { run } from './project.js';
import { compilers, modules, strict } from './types.js';

interface RegisteredProjects {
  /** Where the compilers are. */
  readonly tools: string;
  /** A project with the package. */
  readonly project: string;
}

const program = (lines: readonly string[]): string =>
  [
    "import { dbt } from 'paradime-integrations';",
    "import type { DbtProject } from 'paradime-integrations/dbt';",
    'export declare const project: DbtProject;',
    ...lines,
  ].join('\n');

/** The file that `types` writes, with each compiler: a wrong name compiles before, and is named in an error after. */
export function registeredCases({ tools, project }: RegisteredProjects): readonly Case[] {
  const right = program(["dbt('orders');", "project.ref('orders');", "dbt({ source: 'shop.customers' });"]);
  const wrong = program(["dbt('ordrs');"]);
  let written: Promise<string> | undefined;
  const writeTypes = (): Promise<string> => {
    writeFileSync(join(project, 'right.ts'), right);
    writeFileSync(join(project, 'wrong.ts'), wrong);
    const nodes = [model('orders', { description: 'Orders of the shop.' }), sourceTable('shop', 'customers')];
    writeFileSync(join(project, 'manifest.json'), JSON.stringify(manifest(nodes)));
    return run(project, 'npx', ['paradime-integrations', 'types', '--dbt', 'manifest.json', '--output', 'names.ts']);
  };
  const writeOnce = (): Promise<string> => {
    written ??= writeTypes();
    return written;
  };
  const compile = (tool: string, name: string, options: object, files: readonly string[]): Promise<string> => {
    const config = `tsconfig.registered-${tool}-${name}.json`;
    const compilerOptions = { ...strict, ...options, lib: ['es2023'], types: ['node'] };
    writeFileSync(join(project, config), JSON.stringify({ compilerOptions, files }));
    return run(project, 'node', [join(tools, 'node_modules', tool, 'bin/tsc'), '--project', config]);
  };
  const compiling = Object.entries(compilers).flatMap(([compiler, tool]) =>
    Object.entries(modules).map(
      ([moduleName, options]): Case => ({
        name: `${compiler}, ${moduleName}: the compiler knows the tables of a dbt project`,
        run: async () => {
          await writeOnce();
          await compile(tool, `${moduleName}-before`, options, ['right.ts', 'wrong.ts']);
          await compile(tool, `${moduleName}-after`, options, ['right.ts', 'names.ts']);
          const printed = await compile(tool, `${moduleName}-wrong`, options, ['wrong.ts', 'names.ts']).then(
            () => 'no error',
            (error: Error) => error.message,
          );
          expectOutput(printed, `Argument of type '"ordrs"' is not assignable to parameter of type`);
        },
      }),
    ),
  );
  const completing: Case = {
    name: 'TypeScript 5.9: an editor completes the tables of a dbt project',
    run: async () => {
      await writeOnce();
      const typescript = createRequire(join(tools, 'package.json'))('ts5');
      const complete = (line: string): object => {
        const code = program(["import type { Register } from 'paradime-integrations';", line]);
        const names = join(project, 'names.ts');
        return completionsOf(typescript, join(project, 'edited.ts'), code, { [names]: readFileSync(names, 'utf8') });
      };
      const expected: Readonly<Record<string, object>> = {
        "dbt('|');": { names: ['customers', 'marts.orders', 'orders', 'shop.customers'], description: '' },
        "dbt({ model: '|' });": { names: ['orders'], description: '' },
        "dbt({ source: '|' });": { names: ['shop.customers'], description: '' },
        "project.ref('|');": { names: ['orders'], description: '' },
        "project.source('|');": { names: ['shop'], description: '' },
        "project.source('shop', '|');": { names: ['customers'], description: '' },
        "export type Orders = Register['models']['|'];": { names: ['orders'], description: 'Orders of the shop.' },
      };
      for (const [line, completions] of Object.entries(expected)) {
        expectOutput(`${line} ${JSON.stringify(complete(line))}`, JSON.stringify(completions));
      }
    },
  };
  return [...compiling, completing];
}
