// Starts a sandbox, runs a command with the variables that point at it, and prints what was published.

import { spawn } from 'node:child_process';
import { startSandbox } from 'paradime-integrations/sandbox';

const [command, ...args] = process.argv.slice(2);
const sandbox = await startSandbox();
const { apiKey, apiSecret } = sandbox.credentials;
const env = {
  ...process.env,
  PARADIME_API_ENDPOINT: sandbox.endpoint,
  PARADIME_API_KEY: apiKey,
  PARADIME_API_SECRET: apiSecret,
};
const child = spawn(command, args, { env, stdio: 'inherit' });
process.exitCode = await new Promise((resolve, reject) => {
  child.once('error', reject);
  child.once('close', resolve);
});
const names = sandbox.integrations().flatMap(({ uid }) => sandbox.nodes(uid).map(({ name }) => name));
console.log(`shown ${names.toSorted().join(',')}`);
await sandbox.close();
