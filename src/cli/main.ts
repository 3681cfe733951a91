#!/usr/bin/env node
import { runProgram } from './program.js';
import { createTerminal } from './terminal/terminal.js';

const terminal = createTerminal(process);
const code = await runProgram(process.argv.slice(2), terminal);
// Ends here, whatever still waits: a proxy or server that does not answer would keep the process for minutes.
process.exit(await terminal.flush(code));
