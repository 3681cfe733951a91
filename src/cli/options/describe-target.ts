import { credentialVariables } from '../../environment.js';
import { printable } from '../terminal/terminal.js';
import type { VariableSources, Variables } from './read-variables.js';

/**
 * Describes the server that these variables lead to, and where they are from, such as `to https://api.paradime.io,
 * workspace ws_1 (from the environment)`. The path of the endpoint is left out because it is a secret.
 */
export function describeTarget(origin: string, sources: VariableSources, envFile: string | undefined): string {
  return `to ${origin}${describeWorkspace(sources)} (from ${describeSources(sources, envFile)})`;
}

/** The same for a command that prints the server itself. */
export function describeVariables(sources: VariableSources, envFile: string | undefined): string {
  return `with the variables from ${describeSources(sources, envFile)}${describeWorkspace(sources)}`;
}

/** Warnings about variables that are set and not used: their names, never their values. */
export function variableWarnings(
  { inFile, inEnvironment }: VariableSources,
  envFile: string | undefined,
): readonly string[] {
  const overruled = settable.filter(
    (name) => inFile[name] && inEnvironment[name] && inFile[name] !== inEnvironment[name],
  );
  const variables = { ...inFile, ...inEnvironment };
  const unused = variables[tokenName] ? keyNames.filter((name) => variables[name]) : [];
  return [
    ...(envFile !== undefined && overruled.length > 0
      ? [
          `The environment sets ${listNames(overruled)} to other values than ${printable(envFile)}; those of the environment are used.`,
        ]
      : []),
    ...(unused.length > 0
      ? [`${tokenName} is set, and so ${isOrAre(unused)} ${listNames(unused)}. The token is used.`]
      : []),
  ];
}

const workspaceName = 'PARADIME_WORKSPACE_UID';
const tokenName = 'PARADIME_API_TOKEN';
const keyNames = ['PARADIME_API_KEY', 'PARADIME_API_SECRET'];
const proxyNames = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];
const settable = ['PARADIME_API_ENDPOINT', ...keyNames, tokenName, workspaceName, ...proxyNames];

function describeWorkspace({ inFile, inEnvironment }: VariableSources): string {
  const uid = inEnvironment[workspaceName] || inFile[workspaceName];
  return uid ? `, workspace ${printable(uid)}` : '';
}

/**
 * Names the places that the variables are from. One that both set to the same value counts as from the file: given
 * `--env-file`, Node itself puts the variables of that file into the environment.
 */
function describeSources({ inFile, inEnvironment }: VariableSources, envFile: string | undefined): string {
  const variables: Variables = { ...inFile, ...inEnvironment };
  const used = ['PARADIME_API_ENDPOINT', workspaceName, ...credentialVariables(variables)].filter(
    (name) => variables[name],
  );
  const isFromFile = (name: string): boolean => variables[name] === inFile[name];
  return [
    ...(used.every(isFromFile) ? [] : ['the environment']),
    ...(envFile !== undefined && used.some(isFromFile) ? [printable(envFile)] : []),
  ].join(' and ');
}

function isOrAre(names: readonly string[]): string {
  return names.length === 1 ? 'is' : 'are';
}

function listNames(names: readonly string[]): string {
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}
