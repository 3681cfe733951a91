import type { Command } from 'commander';
import { seconds } from './numbers.js';

/** Adds the options of commands that talk to Paradime. */
export function addClientOptions(command: Command): Command {
  return command
    .option('-e, --env-file <file>', 'read the variables below from this file; the environment takes precedence')
    .option('--timeout <seconds>', 'time limit for each request', seconds, 60)
    .option('--verbose', 'print each request, and stack traces (default: off)')
    .addHelpText('after', variables);
}

export interface ClientOptions {
  readonly envFile?: string;
  readonly timeout: number;
  readonly verbose?: boolean;
}

const variables = `
Environment:
  PARADIME_API_ENDPOINT   https://api.paradime.io/api/v1/<company token>/graphql
  PARADIME_API_KEY        an API key with the "Custom Integrations Admin" capability
  PARADIME_API_SECRET     the secret of that key
  PARADIME_API_TOKEN      a bearer token, instead of key and secret; if all are set, the token is used
  PARADIME_WORKSPACE_UID  the uid of the workspace; required with a company's token
  HTTPS_PROXY, NO_PROXY   the proxy to use, and hosts to reach without it
  NO_COLOR                turns colours off
`;
