import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { startServer, type TestServer } from './server.js';

export const localSdl = readFileSync(new URL('../../schema/paradime.graphql', import.meta.url), 'utf8');

export interface DriftedServer extends TestServer {
  /** The root fields that were executed. */
  readonly executed: readonly string[];
  /** The documents that were refused. */
  readonly refused: readonly string[];
}

interface DriftOptions {
  readonly introspection?: boolean | undefined;
  /** Words the server's errors differently. */
  readonly reword?: ((message: string) => string) | undefined;
}

/** A GraphQL server with a schema of its own, which accepts any key and remembers what it executed. */
export async function startDriftedServer(
  sdl: string,
  { introspection = true, reword = (message) => message }: DriftOptions = {},
): Promise<DriftedServer> {
  const schema = buildSchema(sdl);
  const rules = introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
  const executed: string[] = [];
  const refused: string[] = [];
  const rootValue = new Proxy(
    {},
    {
      get: (_, field) => () => {
        executed.push(String(field));
        return { ok: true, integrations: [] };
      },
    },
  );
  const answer = async (
    text: string,
  ): Promise<ExecutionResult | { readonly errors: readonly { readonly message: string }[] }> => {
    const { query, variables } = JSON.parse(text);
    const document = parse(query);
    const errors = validate(schema, document, rules);
    if (errors.length === 0) return await execute({ schema, document, rootValue, variableValues: variables });
    refused.push(query);
    return { errors: errors.map(({ message }) => ({ message: reword(message) })) };
  };
  const server = await startServer(async ({ body }, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(await answer(body)));
  });
  return { ...server, executed, refused };
}

/** The local schema, with that in it replaced. */
export function driftedSdl(found: string | RegExp, replacement: string): string {
  const sdl = localSdl.replaceAll(found instanceof RegExp ? new RegExp(found, 'g') : found, replacement);
  if (sdl === localSdl) throw new Error(`The schema has no ${found}`);
  return sdl;
}

/** Ways in which a live schema can differ, and what is to be named of each. */
export const drifts: readonly (readonly [what: string, sdl: string, named: RegExp, probed: RegExp])[] = [
  [
    'an argument renamed',
    driftedSdl(/addCustomIntegration\(\n(.*)\n {4}logoUrl/, 'addCustomIntegration(\n$1\n    logoUri'),
    /Mutation\.addCustomIntegration\.logoUrl: Argument 'logoUrl: String' was removed/,
    /Mutation\.addCustomIntegration\.logoUrl: The server does not know the argument logoUrl of Mutation\.addCustomIntegration\. Did you mean "logoUri"\?/,
  ],
  [
    'an input type renamed',
    driftedSdl('IntegrationNodeTypeInfo', 'NodeTypeInput'),
    /Mutation\.addCustomIntegration\.nodeTypes: .* changed from '\[IntegrationNodeTypeInfo!\]!' to '\[NodeTypeInput!\]!'/,
    /addCustomIntegration\.nodeTypes is sent as \[IntegrationNodeTypeInfo!\]!, but the server expects \[NodeTypeInput!\]!/,
  ],
  [
    'an enum value gone',
    driftedSdl(/ {2}".*"\n {2}MANDY\n/, ''),
    /IntegrationNodeColor\.MANDY: Enum value 'MANDY' was removed/,
    /IntegrationNodeColor\.MANDY: The server does not know the value MANDY of IntegrationNodeColor/,
  ],
  [
    'a field of an answer gone',
    driftedSdl(/ {2}".*"\n {2}isActive: Boolean\n/, ''),
    /CustomIntegration\.isActive: Field 'isActive' was removed/,
    /CustomIntegration\.isActive: The server does not know the field isActive of CustomIntegration/,
  ],
  [
    'a field of an input gone',
    driftedSdl(/ {2}".*"\n {2}owner: String!\n/, ''),
    /IntegrationNodeChartAttributes\.owner: Input field 'owner' was removed/,
    /IntegrationNodeChartAttributes\.owner: The server does not know the field owner of the input IntegrationNodeChartAttributes/,
  ],
  [
    'a field of an input that is required',
    driftedSdl('input IntegrationNodeField {', 'input IntegrationNodeField {\n  unit: String!'),
    /IntegrationNodeField\.unit: Input field 'unit' of type 'String!' was added/,
    /The server requires IntegrationNodeField\.unit \(String!\), which the local schema does not have/,
  ],
  [
    'an argument that is required',
    driftedSdl('updateCustomIntegration(', 'updateCustomIntegration(\n    reason: String!'),
    /Mutation\.updateCustomIntegration\.reason: Argument 'reason: String!' added/,
    /The server requires the argument reason \(String!\) of .*updateCustomIntegration, which the local schema does not have/,
  ],
  [
    'an operation gone',
    driftedSdl(/addCustomIntegrationNodes\(/, 'putCustomIntegrationNodes('),
    /Mutation\.addCustomIntegrationNodes: Field 'addCustomIntegrationNodes' was removed/,
    /Mutation\.addCustomIntegrationNodes: The server does not know the field addCustomIntegrationNodes of Mutation/,
  ],
];
