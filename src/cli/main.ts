#!/usr/bin/env node
import { runProgram } from './program.js';
import { createTerminal } from './terminal/terminal.js';

const terminal = createTerminal(process);
const code = await runProgram(process.argv.slice(2), terminal);
// Exits even if something is pending: a proxy or server that does not respond would keep the process alive for minutes.
process.exit(await terminal.flush(code));
