#!/usr/bin/env node
// The command "adminjs-single-session". It ends by itself, although the app's database client may still hold connections.
import { runCommand } from './run-command.js'
import { processTerminal } from './terminal.js'

const terminal = processTerminal()
const exitCode = await runCommand(process.argv.slice(2), terminal)
await terminal.flush()
process.exit(exitCode)
